using System.Text.Json.Serialization;

namespace PromLauncher.LocalAws.Ecs;

/// <summary>How a task is started, in addition to its definition.</summary>
public record TaskStart
{
    /// <summary><c>FARGATE</c>, <c>EC2</c>, <c>EXTERNAL</c>, <c>MANAGED_INSTANCES</c>.</summary>
    public string LaunchType { get; init; } = "FARGATE";

    /// <summary>The machine; required for every launch type but FARGATE.</summary>
    [JsonIgnore]
    public ContainerInstance? Instance { get; init; }

    /// <summary>The service that it belongs to; its group is then <c>service:NAME</c>.</summary>
    public string? Service { get; init; }

    /// <summary>Its group; default <c>family:FAMILY</c>, or the service's. Empty: the task has none.</summary>
    public string? Group { get; init; }

    /// <summary><c>RUNNING</c>; before <c>ACTIVATING</c> a task has no address yet.</summary>
    public string LastStatus { get; init; } = "RUNNING";

    /// <summary>Its private IPv4 address on its own network interface; default the next free one. Empty: none, an IPv6-only subnet.</summary>
    public string? Ipv4 { get; init; }

    /// <summary>Its IPv6 address on its own network interface, or null.</summary>
    public string? Ipv6 { get; init; }

    /// <summary>The public IPv4 address of its own network interface, or null.</summary>
    public string? PublicIp { get; init; }

    /// <summary>True: each host port is also bound on IPv6, with a different number, as Docker does for dynamic ports.</summary>
    public bool BindsIpv6 { get; init; }

    /// <summary>Where it runs; null: left out.</summary>
    public string? AvailabilityZone { get; init; }

    /// <summary>Containers that ECS adds without a definition: <c>ecs-service-connect-…</c>, <c>aws-guardduty-agent-…</c>.</summary>
    public IReadOnlyList<string> Sidecars { get; init; } = [];

    /// <summary>Its tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The capacity provider, or null.</summary>
    public string? CapacityProvider { get; init; }

    /// <summary>Who started it: <c>ecs-svc/…</c> for a service's.</summary>
    public string? StartedBy { get; init; }
}
