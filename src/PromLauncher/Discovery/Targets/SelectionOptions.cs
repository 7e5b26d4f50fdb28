using PromLauncher.Discovery.Rules;

namespace PromLauncher.Discovery.Targets;

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
