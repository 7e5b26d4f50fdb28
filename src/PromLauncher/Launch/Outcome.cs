using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary>How a run ended.</summary>
/// <param name="Code">The exit code of Prometheus, or 128+n of a stop signal before its start; without meaning when there is a failure.</param>
/// <param name="Failure">Why Prometheus was never started, told in the log already; or null.</param>
public readonly record struct Outcome(int Code, FailureKind? Failure = null);
