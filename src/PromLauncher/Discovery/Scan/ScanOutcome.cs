using PromLauncher.Telemetry;

namespace PromLauncher.Discovery.Scan;

/// <summary>The result of one cycle for a cluster, or for the list of clusters of a scope.</summary>
/// <param name="Name">Its name in logs, pages and metrics; see <see cref="ClusterNames"/>.</param>
/// <param name="Failures">What failed; empty: it succeeded.</param>
internal sealed record ScanOutcome(string Name, IReadOnlyList<FailureException> Failures)
{
    /// <summary>True for a cluster, false for a list.</summary>
    public bool IsCluster { get; init; }

    /// <summary>True when its targets were dropped because they had not been confirmed for too long.</summary>
    public bool HasDropped { get; init; }

    /// <summary>Its tasks.</summary>
    public int Tasks { get; init; }

    /// <summary>Its targets.</summary>
    public int Targets { get; init; }

    /// <summary>Two scopes may refer to the same cluster: its failures are those of both.</summary>
    public ScanOutcome With(ScanOutcome other) => this with
    {
        Failures = [.. Failures, .. other.Failures],
        HasDropped = HasDropped || other.HasDropped,
        Tasks = Math.Max(Tasks, other.Tasks),
        Targets = Math.Max(Targets, other.Targets),
    };
}
