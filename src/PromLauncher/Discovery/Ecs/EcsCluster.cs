namespace PromLauncher.Discovery.Ecs;

/// <summary>A cluster, as DescribeClusters returns it.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="Name">Its name.</param>
/// <param name="Tags">Its tags.</param>
public sealed record EcsCluster(string Arn, string Name, IReadOnlyList<Tag> Tags);
