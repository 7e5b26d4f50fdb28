using PromLauncher.LocalAws.Ecs;

namespace PromLauncher.LocalAws.Ec2;

/// <summary>A machine of EC2.</summary>
public sealed record Ec2Instance
{
    /// <summary>Its id, <c>i-…</c>.</summary>
    public string Id { get; init; } = EcsIds.Ec2("i");

    /// <summary>Its private IPv4 address; empty: none.</summary>
    public string PrivateIp { get; init; } = "";

    /// <summary>Its private name; null: derived from its address, as in EC2; empty where the VPC has no DNS host names.</summary>
    public string? PrivateDnsName { get; init; }

    /// <summary>Its public IPv4 address, or null.</summary>
    public string? PublicIp { get; init; }

    /// <summary>Its IPv6 address, or null.</summary>
    public string? Ipv6 { get; init; }

    /// <summary>Its type.</summary>
    public string Type { get; init; } = "m7g.large";

    /// <summary>Where it runs.</summary>
    public string AvailabilityZone { get; init; } = "eu-west-1a";

    /// <summary>Its subnet.</summary>
    public string SubnetId { get; init; } = "subnet-0a1b2c3d4e5f60718";

    /// <summary>Its VPC.</summary>
    public string VpcId { get; init; } = "vpc-0123456789abcdef0";

    /// <summary>Its tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}
