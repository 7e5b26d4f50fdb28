using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary>How a command that fetches ended.</summary>
/// <param name="Code">The exit code: of Prometheus once that has started, 128+n of a stop signal before; without meaning when there is a failure.</param>
/// <param name="Failure">Why it came to nothing, told in the log already; or null.</param>
public readonly record struct Outcome(int Code, FailureKind? Failure = null);
