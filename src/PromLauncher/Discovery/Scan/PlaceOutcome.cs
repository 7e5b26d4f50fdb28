using PromLauncher.Telemetry;

namespace PromLauncher.Discovery.Scan;

/// <summary>How one place (a cluster, or a scope whose clusters are looked up) fared in a cycle.</summary>
/// <param name="Place">Its name for people and metrics; see <see cref="PlaceNames"/>.</param>
/// <param name="Failures">What failed; none: it went well.</param>
internal sealed record PlaceOutcome(string Place, IReadOnlyList<FailureException> Failures)
{
    /// <summary>True for a cluster, false for a scope.</summary>
    public bool IsCluster { get; init; }

    /// <summary>True when its targets were dropped because they had not been confirmed for too long.</summary>
    public bool HasDropped { get; init; }

    /// <summary>Its tasks.</summary>
    public int Tasks { get; init; }

    /// <summary>Its targets.</summary>
    public int Targets { get; init; }

    /// <summary>Two scopes may mean the same cluster: it fared as the worse of them says.</summary>
    public PlaceOutcome With(PlaceOutcome other) => this with
    {
        Failures = [.. Failures, .. other.Failures],
        HasDropped = HasDropped || other.HasDropped,
        Tasks = Math.Max(Tasks, other.Tasks),
        Targets = Math.Max(Targets, other.Targets),
    };
}
