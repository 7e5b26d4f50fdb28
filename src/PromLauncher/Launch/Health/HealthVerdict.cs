namespace PromLauncher.Launch.Health;

/// <summary>The result of <c>health</c>.</summary>
/// <param name="IsHealthy">Its exit code: 0 when true, else 1.</param>
/// <param name="Lines">The reasons, one line per launcher.</param>
public sealed record HealthVerdict(bool IsHealthy, IReadOnlyList<string> Lines);
