namespace PromLauncher.Discovery.Ecs;

/// <summary>A container of a task, as DescribeTasks returns it.</summary>
public sealed record EcsContainer
{
    /// <summary>Its name in the task definition; injected sidecars have names that are in no definition.</summary>
    public string? Name { get; init; }

    /// <summary>Its ARN.</summary>
    public string? Arn { get; init; }

    /// <summary>The IPv4 address of its network interface.</summary>
    public string? Ipv4 { get; init; }

    /// <summary>The IPv6 address of its network interface.</summary>
    public string? Ipv6 { get; init; }

    /// <summary>The host ports mapped to its own ports.</summary>
    public IReadOnlyList<NetworkBinding> Bindings { get; init; } = [];
}
