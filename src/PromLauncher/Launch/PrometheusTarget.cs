using PromLauncher.Config;

namespace PromLauncher.Launch;

/// <summary>The Prometheus that a configuration is for.</summary>
internal sealed record PrometheusTarget
{
    /// <summary>Its release.</summary>
    public required PrometheusVersion Version { get; init; }

    /// <summary>True in agent mode.</summary>
    public bool Agent { get; init; }

    /// <summary>The features of <c>--enable-feature</c>.</summary>
    public IReadOnlySet<string> Features { get; init; } = new HashSet<string>();

    /// <summary>The promtool of the same minor release.</summary>
    public required PromtoolFinder Promtool { get; init; }
}
