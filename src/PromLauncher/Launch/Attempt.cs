using PromLauncher.Sources;
using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary>How every command that fetches ends: with its own code, by a stop signal, or by a failure that is told.</summary>
internal static class Attempt
{
    /// <param name="work">The command; its token is cancelled by a stop signal, and it gives the exit code.</param>
    /// <param name="surroundings">The process around it.</param>
    /// <param name="log">Told of the failure.</param>
    public static async Task<Outcome> RunAsync(Func<CancellationToken, Task<int>> work, Surroundings surroundings, Log log)
    {
        try
        {
            return new Outcome(await work(surroundings.Signals.Stop));
        }
        catch (OperationCanceledException) when (surroundings.Signals.StopSignal != 0)
        {
            log.Info("stopped before the end", [("signal", surroundings.Signals.StopSignal)]);
            return new Outcome(surroundings.Signals.StopCode);
        }
        catch (FailureException e)
        {
            log.Error(e.Message, e.Help is null ? [] : [("help", e.Help)]);
            return new Outcome(0, e.Kind);
        }
    }

    /// <summary>Tells of a fetch that failed and is tried again.</summary>
    public static void TellFailedAttempt(this Log log, FailedAttempt attempt)
    {
        if (attempt.Delay is { } delay)
            log.Warn("the configuration can't be had yet; trying again", [("attempt", attempt.Number), ("delay", delay), ("err", attempt.Failure.Message)]);
    }
}
