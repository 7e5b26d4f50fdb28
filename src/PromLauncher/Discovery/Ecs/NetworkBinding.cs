namespace PromLauncher.Discovery.Ecs;

/// <summary>A host port mapped to a container port, or a range of them (then the single ports are null).</summary>
public sealed record NetworkBinding
{
    /// <summary>The address it is bound to: <c>0.0.0.0</c>, <c>::</c>.</summary>
    public string? BindIp { get; init; }

    /// <summary><c>tcp</c> or <c>udp</c>.</summary>
    public string? Protocol { get; init; }

    /// <summary>The container's port.</summary>
    public int? ContainerPort { get; init; }

    /// <summary>The host's port.</summary>
    public int? HostPort { get; init; }

    /// <summary>The container's ports, <c>8000-8010</c>.</summary>
    public string? ContainerPortRange { get; init; }

    /// <summary>The host's ports, a range of the same length.</summary>
    public string? HostPortRange { get; init; }
}
