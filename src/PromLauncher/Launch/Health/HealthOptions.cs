namespace PromLauncher.Launch.Health;

/// <summary>The options of <c>health</c>.</summary>
public sealed record HealthOptions
{
    /// <summary><c>run</c> or <c>discover</c>; null: all that are running.</summary>
    public string? For { get; init; }

    /// <summary>Check readiness instead of liveness: Prometheus is ready, the last cycle succeeded.</summary>
    public bool Ready { get; init; }

    /// <summary>The maximum age of the last successful fetch or cycle, or null.</summary>
    public TimeSpan? MaxAge { get; init; }
}
