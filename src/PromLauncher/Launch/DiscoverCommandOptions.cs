using PromLauncher.Discovery;
using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary>The options of the command <c>discover</c>: what it scans, and what only this command can do.</summary>
public sealed record DiscoverCommandOptions
{
    /// <summary>What to scan, and how.</summary>
    public required DiscoveryOptions Discover { get; init; }

    /// <summary>Where to listen (<c>host:port</c>), or null.</summary>
    public string? Listen { get; init; }

    /// <summary>Scan once, print each container's target or skip reason, and write nothing.</summary>
    public bool Explain { get; init; }

    /// <summary>Print it as JSON.</summary>
    public bool Json { get; init; }

    /// <summary>The format of log lines.</summary>
    public LogFormat LogFormat { get; init; }

    /// <summary>The minimum level of log lines.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Info;
}
