using PromLauncher.Discovery.Rules;

namespace PromLauncher.Discovery.Targets;

/// <summary>Which labels targets carry.</summary>
public enum LabelStyle
{
    /// <summary>Those of teralytics/prometheus-ecs-discovery.</summary>
    Standard,

    /// <summary>The same, and those of Prometheus's own ECS discovery.</summary>
    Extended,

    /// <summary>Those of OpenTelemetry's ECS observer.</summary>
    Observer,
}

/// <summary>The address at which a target is scraped.</summary>
public enum AddressKind
{
    /// <summary>The private IPv4 address, else the IPv6 one.</summary>
    Auto,

    /// <summary>The private IPv4 address.</summary>
    Ipv4,

    /// <summary>The IPv6 address.</summary>
    Ipv6,

    /// <summary>The public IPv4 address.</summary>
    Public,
}

/// <summary>The value of the label <c>instance</c>.</summary>
public enum InstanceKind
{
    /// <summary>Nothing: Prometheus sets it to the address.</summary>
    Unset,

    /// <summary>The address, set explicitly so that relabelling can't lose it.</summary>
    Address,

    /// <summary>The task's id; with <c>:port</c> appended where a task has several targets.</summary>
    TaskId,
}

/// <summary>A docker label that a container must have.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its exact value; null: any.</param>
public readonly record struct LabelFilter(string Name, string? Value)
{
    /// <summary>Reads <c>NAME</c> or <c>NAME=VALUE</c>, split at the first <c>=</c>.</summary>
    public static LabelFilter Parse(string text) => text.IndexOf('=') is var at and >= 0 ? new(text[..at], text[(at + 1)..]) : new(text, null);

    /// <summary>True when a container matches.</summary>
    public bool Matches(Ecs.ContainerDefinition container) => container.Label(Name) is { } value && (Value is null || value == Value);
}

/// <summary>How targets are found in tasks. The defaults are those of teralytics/prometheus-ecs-discovery.</summary>
public sealed record SelectionOptions
{
    /// <summary>The docker labels that name the port; the first one that a container has is used.</summary>
    public IReadOnlyList<string> PortLabels { get; init; } = ["PROMETHEUS_EXPORTER_PORT"];

    /// <summary>The docker label of the path.</summary>
    public string PathLabel { get; init; } = "PROMETHEUS_EXPORTER_PATH";

    /// <summary>The docker label of the scheme.</summary>
    public string SchemeLabel { get; init; } = "PROMETHEUS_EXPORTER_SCHEME";

    /// <summary>The docker label of the host name to scrape instead of the address.</summary>
    public string ServerNameLabel { get; init; } = "PROMETHEUS_EXPORTER_SERVER_NAME";

    /// <summary>The docker label of the job.</summary>
    public string JobNameLabel { get; init; } = "PROMETHEUS_EXPORTER_JOB_NAME";

    /// <summary>A docker label that a container with a port label must have too.</summary>
    public LabelFilter? Filter { get; init; }

    /// <summary>Targets are the containers with <c>PROMETHEUS_DYNAMIC_EXPORT=1</c>, at the host port of their one binding.</summary>
    public bool DynamicPorts { get; init; }

    /// <summary>Which labels targets carry.</summary>
    public LabelStyle Labels { get; init; }

    /// <summary>The address at which targets are scraped.</summary>
    public AddressKind Address { get; init; }

    /// <summary>The value of the label <c>instance</c>.</summary>
    public InstanceKind Instance { get; init; }

    /// <summary>Rules that make further containers targets, whatever their labels.</summary>
    public TargetRules Rules { get; init; } = TargetRules.None;

    /// <summary>True when details of container instances and their EC2 instances become labels.</summary>
    public bool WantsInstances => Labels != LabelStyle.Standard;

    /// <summary>True when tags of tasks become labels.</summary>
    public bool WantsTags => Labels != LabelStyle.Standard;

    /// <summary>True when tags and status of clusters and services become labels.</summary>
    public bool WantsServices => Labels == LabelStyle.Extended;

    /// <summary>True when the public addresses of tasks' interfaces are needed.</summary>
    public bool WantsPublicAddresses => Address == AddressKind.Public || Labels == LabelStyle.Extended;
}
