using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary>The outcome of a command that fetches.</summary>
/// <param name="Code">The exit code: that of Prometheus once it has started, before that 128+n for stop signal n; meaningless when there is a failure.</param>
/// <param name="Failure">The failure, already logged; or null.</param>
public readonly record struct Outcome(int Code, FailureKind? Failure = null);
