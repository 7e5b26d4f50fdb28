namespace PromLauncher.Supervision;

/// <summary>What Prometheus reports about its last configuration reload.</summary>
/// <param name="Succeeded">False when the last completed attempt failed.</param>
/// <param name="SuccessTime">When the last successful one ended, as it writes it; compared for change only.</param>
/// <param name="IsCoarse">True when the time is in whole seconds: two successes within one can't be told apart.</param>
public sealed record ReloadState(bool Succeeded, string SuccessTime, bool IsCoarse);
