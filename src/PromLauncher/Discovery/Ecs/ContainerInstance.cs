namespace PromLauncher.Discovery.Ecs;

/// <summary>A container instance, as DescribeContainerInstances returns it.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="InstanceId">The EC2 instance's id, or <c>mi-…</c> for a machine outside EC2 (ECS Anywhere).</param>
public sealed record ContainerInstance(string Arn, string? InstanceId)
{
    /// <summary>True for a machine outside EC2, for which the API returns no address.</summary>
    public bool IsExternal => InstanceId is { } id && id.StartsWith("mi-", StringComparison.Ordinal);
}
