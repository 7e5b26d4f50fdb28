namespace PromLauncher.Discovery.Ecs;

/// <summary>A cluster, as DescribeClusters returns it.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="Name">Its name.</param>
/// <param name="Tags">Its tags.</param>
public sealed record EcsCluster(string Arn, string Name, IReadOnlyList<Tag> Tags);

/// <summary>A service, as DescribeServices returns it.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="Name">Its name.</param>
/// <param name="Status"><c>ACTIVE</c>, <c>DRAINING</c>, <c>INACTIVE</c>.</param>
/// <param name="Tags">Its tags.</param>
public sealed record EcsService(string Arn, string Name, string Status, IReadOnlyList<Tag> Tags);

/// <summary>A container instance, as DescribeContainerInstances returns it.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="InstanceId">The EC2 instance's id, or <c>mi-…</c> for a machine outside EC2 (ECS Anywhere).</param>
public sealed record ContainerInstance(string Arn, string? InstanceId)
{
    /// <summary>True for a machine outside EC2, for which the API returns no address.</summary>
    public bool IsExternal => InstanceId is { } id && id.StartsWith("mi-", StringComparison.Ordinal);
}

/// <summary>An EC2 instance, as DescribeInstances returns it.</summary>
public sealed record Ec2Instance
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The private IPv4 address of its first interface.</summary>
    public string? PrivateIp { get; init; }

    /// <summary>The public IPv4 address.</summary>
    public string? PublicIp { get; init; }

    /// <summary>The IPv6 address.</summary>
    public string? Ipv6 { get; init; }

    /// <summary>Its type: <c>m7g.large</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Its subnet.</summary>
    public string? SubnetId { get; init; }

    /// <summary>Its VPC.</summary>
    public string? VpcId { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyList<Tag> Tags { get; init; } = [];
}
