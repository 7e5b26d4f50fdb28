using PromLauncher.Supervision;
using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary>
/// Polls the source every refresh interval and on each SIGHUP, and applies what has changed. A failure is logged when it begins and when
/// it ends, not at each attempt, and never affects the running Prometheus.
/// </summary>
/// <param name="loader">Loads the configuration.</param>
/// <param name="reloads">Applies it.</param>
/// <param name="plan">When the source is polled.</param>
/// <param name="signals">The source of SIGHUPs.</param>
/// <param name="state">The launcher's state.</param>
/// <param name="time">The clock.</param>
/// <param name="random">The source of jitter, so that tasks started together don't keep polling together.</param>
/// <param name="log">Receives changes of state.</param>
internal sealed class RefreshLoop(
    ConfigurationLoader loader, Reloads reloads, RefreshPlan plan, SignalQueue signals, RunState state, TimeProvider time, Random random, Log log)
{
    private static readonly FailingSubject Fetch = new("step", "fetch");
    private static readonly FailingSubject Apply = new("step", "apply");

    private readonly OngoingFailures _failures = new(log, time);
    private TimeSpan _interval = plan.Interval;

    /// <summary>True when a change is waiting for Prometheus to start.</summary>
    private bool _isPostponed;

    /// <summary>Runs until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (true)
        {
            var asked = await WaitAsync(stop);
            if (asked) state.RequestTaken();
            var result = await RefreshAsync(asked, stop);
            if (asked) state.RequestEnded(result);
        }
    }

    /// <summary>One refresh.</summary>
    /// <param name="asked">True when a user requested it: a configuration that Prometheus refused is then retried at once.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>The result, as reported to that user.</returns>
    internal async Task<RefreshResult> RefreshAsync(bool asked, CancellationToken stop)
    {
        _isPostponed = false;
        var parsed = loader.Parsed;
        try
        {
            var (candidate, problem) = await LoadAsync(stop);
            return candidate is null ? new RefreshResult(false, problem!) : await ApplyAsync(candidate, asked, stop);
        }
        catch (Exception e) when (!(e is OperationCanceledException && stop.IsCancellationRequested) && e is not OutOfMemoryException)
        {
            // A defect of ours that one configuration triggers must not end the loop. The exception's message is not logged, as it may quote a file.
            _failures.Failed(Apply, new FailureException(FailureKind.Invalid, $"{e.GetType().Name} {e.StackTrace}"),
                "the refresh failed because of a bug in promlauncher; please report it");
            return new RefreshResult(false, "the refresh failed because of a bug in promlauncher; see the log");
        }
        finally
        {
            if (loader.Parsed != parsed) ProcessMemory.GiveBack();
        }
    }

    /// <summary>The configuration; when it can't be loaded or is rejected, the reason, which has been logged.</summary>
    private async Task<(Candidate? Candidate, string? Problem)> LoadAsync(CancellationToken stop)
    {
        Candidate candidate;
        try
        {
            candidate = await loader.LoadAsync(beforeReload: true, stop);
        }
        catch (FailureException e)
        {
            state.FetchFailed(e.Message);
            return (null, Failed(Fetch, e, "the configuration could not be fetched; Prometheus keeps its current one"));
        }

        state.Fetched();
        state.SecretsRefreshed(loader.LastSecretsRefresh, loader.StaleSecrets);
        state.Checked(candidate);
        if (candidate.IsBlocked)
        {
            var invalid = ConfigurationLoader.Invalid(candidate, loader.Location);
            return (null, Failed(Fetch, new FailureException(invalid.Kind, invalid.Message, "`promlauncher status` shows the findings"), "the new configuration is refused; Prometheus keeps its current one"));
        }

        _failures.Succeeded(Fetch, "the configuration can be fetched again");
        return (candidate, null);
    }

    private async Task<RefreshResult> ApplyAsync(Candidate candidate, bool asked, CancellationToken stop)
    {
        if (plan.UntilFirstSuccess && !asked)
        {
            _interval = TimeSpan.Zero;
            if (!reloads.IsRunning(candidate))
            {
                state.RestartNeeded();
                log.Warn("a newer configuration is available; restart the task to use it",
                    [("help", "with --refresh-interval=0 only `promlauncher reload` reloads Prometheus")]);
                return default;
            }
        }

        try
        {
            var result = await reloads.ApplyAsync(candidate, asked, stop);
            _isPostponed = result is null;
            if (result is { IsDone: true }) _failures.Succeeded(Apply, "the configuration can be applied again");
            return result ?? new RefreshResult(false, "Prometheus is still starting; the new configuration is applied as soon as it is ready");
        }
        catch (FailureException e)
        {
            return new RefreshResult(false, Failed(Apply, e, "the new configuration could not be applied; Prometheus keeps its current one"));
        }
    }

    /// <summary>Records a failure.</summary>
    /// <returns>The same as one sentence, for whoever asked for the refresh.</returns>
    private string Failed(FailingSubject step, FailureException failure, string message)
    {
        _failures.Failed(step, failure, message);
        return $"{message}: {failure.Message}";
    }

    /// <summary>True when a SIGHUP ended the wait.</summary>
    private async Task<bool> WaitAsync(CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var hangup = signals.WaitForHangupAsync(either.Token);
        var pause = Task.Delay(_interval == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : Jitter(_interval), time, either.Token);
        await Task.WhenAny(hangup, pause, _isPostponed ? reloads.HasStarted : pause);
        await either.CancelAsync();

        // A SIGHUP that arrived as the pause ended counts too: it is off the queue, and someone is waiting for the result.
        await hangup.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.ThrowIfCancellationRequested();
        if (hangup.IsCompletedSuccessfully) log.Info("fetching now, as requested by SIGHUP or `promlauncher reload`");
        return hangup.IsCompletedSuccessfully;
    }

    /// <summary>Plus or minus 10 %, limited to what a timer supports.</summary>
    private TimeSpan Jitter(TimeSpan interval) => (interval < LongestPause ? interval : LongestPause) * (0.9 + 0.2 * random.NextDouble());

    private static TimeSpan LongestPause { get; } = TimeSpan.FromDays(40);
}
