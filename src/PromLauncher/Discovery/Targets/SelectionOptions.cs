using PromLauncher.Discovery.Rules;

namespace PromLauncher.Discovery.Targets;

/// <summary>Which labels targets carry.</summary>
public enum LabelStyle
{
    /// <summary>Those of teralytics/prometheus-ecs-discovery.</summary>
    Standard,

    /// <summary>Those, and beside them the names of Prometheus's own ECS discovery.</summary>
    Extended,

    /// <summary>The names of OpenTelemetry's ECS observer.</summary>
    Observer,
}

/// <summary>Which of its addresses a target is scraped at.</summary>
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

/// <summary>What the label <c>instance</c> says.</summary>
public enum InstanceKind
{
    /// <summary>Nothing: Prometheus sets it to the address.</summary>
    Unset,

    /// <summary>The address, written out, so that relabelling can't lose it.</summary>
    Address,

    /// <summary>The task's id; with <c>:port</c> behind it where a task has several targets.</summary>
    TaskId,
}

/// <summary>A docker label that a container must have.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its exact value; null: any.</param>
public readonly record struct LabelFilter(string Name, string? Value)
{
    /// <summary>Reads <c>NAME</c> or <c>NAME=VALUE</c>, split at the first <c>=</c>.</summary>
    public static LabelFilter Parse(string text) => text.IndexOf('=') is var at and >= 0 ? new(text[..at], text[(at + 1)..]) : new(text, null);

    /// <summary>True when a container has it.</summary>
    public bool Matches(Ecs.ContainerDefinition container) => container.Label(Name) is { } value && (Value is null || value == Value);
}

/// <summary>How targets are found in tasks. Defaults are those of teralytics/prometheus-ecs-discovery.</summary>
public sealed record SelectionOptions
{
    /// <summary>The docker labels that name the port; the first that a container has counts.</summary>
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

    /// <summary>Which address targets are scraped at.</summary>
    public AddressKind Address { get; init; }

    /// <summary>What the label <c>instance</c> says.</summary>
    public InstanceKind Instance { get; init; }

    /// <summary>More containers that are targets, whatever their labels.</summary>
    public TargetRules Rules { get; init; } = TargetRules.None;

    /// <summary>True when what a container instance and its EC2 instance tell goes into labels.</summary>
    public bool WantsInstances => Labels != LabelStyle.Standard;

    /// <summary>True when tags of tasks go into labels.</summary>
    public bool WantsTags => Labels != LabelStyle.Standard;

    /// <summary>True when tags and states of clusters and services go into labels.</summary>
    public bool WantsServices => Labels == LabelStyle.Extended;

    /// <summary>True when the public addresses of tasks' interfaces are asked for.</summary>
    public bool WantsPublicAddresses => Address == AddressKind.Public || Labels == LabelStyle.Extended;
}
