using PromLauncher.Sources;
using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary>Runs a command that fetches and maps how it ends: its own exit code, a stop signal, or a failure, which is logged.</summary>
internal static class Attempt
{
    /// <param name="work">The command; its token is cancelled by a stop signal, and it returns the exit code.</param>
    /// <param name="process">The environment, signals, clock and streams of this process.</param>
    /// <param name="log">Receives the failure.</param>
    public static async Task<Outcome> RunAsync(Func<CancellationToken, Task<int>> work, ProcessContext process, Log log)
    {
        try
        {
            return new Outcome(await work(process.Signals.Stop));
        }
        catch (OperationCanceledException) when (process.Signals.StopSignal != 0)
        {
            log.Info("stopped by a signal before the command was done", [("signal", process.Signals.StopSignal)]);
            return new Outcome(process.Signals.StopCode);
        }
        catch (FailureException e)
        {
            log.Error(e.Message, e.Help is null ? [] : [("help", e.Help)]);
            return new Outcome(0, e.Kind);
        }
    }

    /// <summary>Logs a failed fetch that is retried.</summary>
    public static void LogFailedAttempt(this Log log, FailedAttempt attempt)
    {
        if (attempt.Delay is { } delay)
            log.Warn("the configuration could not be loaded; retrying", [("attempt", attempt.Number), ("delay", delay), ("err", attempt.Failure.Message)]);
    }
}
