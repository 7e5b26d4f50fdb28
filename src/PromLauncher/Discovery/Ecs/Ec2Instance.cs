namespace PromLauncher.Discovery.Ecs;

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
