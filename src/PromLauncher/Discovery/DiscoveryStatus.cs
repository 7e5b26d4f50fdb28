using PromLauncher.Discovery.Scan;
using PromLauncher.Discovery.Targets;

namespace PromLauncher.Discovery;

/// <summary>A snapshot of discovery for metrics, health, the status page and the state file. Immutable; a new one is made after each cycle.</summary>
public sealed record DiscoveryStatus
{
    /// <summary>The file that is kept up to date; <c>-</c> prints.</summary>
    public string File { get; init; } = "";

    /// <summary>The time from the start of one cycle to the start of the next.</summary>
    public TimeSpan Interval { get; init; }

    /// <summary>When the first cycle began.</summary>
    public DateTimeOffset Started { get; init; }

    /// <summary>Completed cycles.</summary>
    public long Cycles { get; init; }

    /// <summary>Cycles in which something failed.</summary>
    public long FailedCycles { get; init; }

    /// <summary>When the last cycle ended, successfully or not; null before that.</summary>
    public DateTimeOffset? LastCycle { get; init; }

    /// <summary>When a cycle last succeeded; null before that.</summary>
    public DateTimeOffset? LastGoodCycle { get; init; }

    /// <summary>How long the last cycle took.</summary>
    public TimeSpan LastDuration { get; init; }

    /// <summary>The clusters.</summary>
    public IReadOnlyList<ClusterStatus> Clusters { get; init; } = [];

    /// <summary>The targets, sorted as in the file.</summary>
    public IReadOnlyList<Target> Targets { get; init; } = [];

    /// <summary>Skipped containers, by reason.</summary>
    public IReadOnlyDictionary<SkipReason, int> Skips { get; init; } = new Dictionary<SkipReason, int>();

    /// <summary>When the file was last written or found up to date; null before that.</summary>
    public DateTimeOffset? LastWrite { get; init; }

    /// <summary>Why the file could not be written, or null.</summary>
    public string? WriteFailure { get; init; }

    /// <summary>The current API request rates, by region.</summary>
    public IReadOnlyList<(string Region, double Rate)> Rates { get; init; } = [];

    /// <summary>True when the last cycle succeeded and its targets are in the file; for <c>health --ready</c>.</summary>
    public bool IsReady => LastCycle is not null && LastCycle == LastGoodCycle && WriteFailure is null;

    /// <summary>
    /// True while it is alive: a cycle or a call ended, successfully or not, within the longer of three intervals and 60 s. AWS errors don't
    /// count: a restart would not fix them.
    /// </summary>
    /// <param name="now">The time.</param>
    /// <param name="calls">The API calls.</param>
    public bool IsAlive(DateTimeOffset now, ApiStatistics calls)
    {
        var patience = Interval * 3 > TimeSpan.FromMinutes(1) ? Interval * 3 : TimeSpan.FromMinutes(1);
        return now - Started <= patience || LastCycle is { } cycle && now - cycle <= patience || calls.LastEnd is { } call && now - call <= patience;
    }
}
