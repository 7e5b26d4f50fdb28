namespace PromLauncher.Discovery.Ecs;

/// <summary>A service, as DescribeServices returns it.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="Name">Its name.</param>
/// <param name="Status"><c>ACTIVE</c>, <c>DRAINING</c>, <c>INACTIVE</c>.</param>
/// <param name="Tags">Its tags.</param>
public sealed record EcsService(string Arn, string Name, string Status, IReadOnlyList<Tag> Tags);
