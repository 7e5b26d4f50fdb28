namespace PromLauncher.LocalAws.Ecs;

/// <summary>The network interface of a task with network mode awsvpc.</summary>
public sealed record NetworkInterface
{
    /// <summary>Its id, <c>eni-…</c>.</summary>
    public string Id { get; } = EcsIds.Ec2("eni");

    /// <summary>The id of its attachment to the task.</summary>
    public string AttachmentId { get; } = EcsIds.Guid();

    /// <summary>Its IPv4 address, or null.</summary>
    public string? Ipv4 { get; init; }

    /// <summary>Its IPv6 address, or null.</summary>
    public string? Ipv6 { get; init; }

    /// <summary>Its public IPv4 address, or null; only EC2 reports it.</summary>
    public string? PublicIp { get; init; }
}

/// <summary>A port of a container on its host.</summary>
/// <param name="ContainerPort">The container's port, or the first of a range.</param>
/// <param name="HostPort">The host's port, or the first of a range.</param>
/// <param name="Count">How many ports; more than one is a range.</param>
public sealed record NetworkBinding(int ContainerPort, int HostPort, int Count = 1)
{
    /// <summary>True when it was mapped as a range, even of one port.</summary>
    public bool IsRange { get; init; }

    /// <summary>The address of the host that it is bound to.</summary>
    public string BindIp { get; init; } = "0.0.0.0";
}
