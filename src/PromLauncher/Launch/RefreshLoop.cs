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
    private readonly Trouble _fetching = new(log, "the configuration can be fetched again");
    private readonly Trouble _applying = new(log, "the configuration can be put in place again");
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
            if (await LoadAsync(stop) is not { } candidate) return new RefreshResult(false, _fetching.Message!);
            return await ApplyAsync(candidate, asked, stop);
        }
        catch (Exception e) when (!(e is OperationCanceledException && stop.IsCancellationRequested) && e is not OutOfMemoryException)
        {
            // A defect of ours that one configuration triggers must not end the loop. The exception's message is not logged, as it may quote a file.
            _applying.Begin($"a refresh failed because of a defect in promlauncher, please report it: {e.GetType().Name} {e.StackTrace}", null);
            return new RefreshResult(false, "the refresh failed because of a defect in promlauncher; see the log");
        }
        finally
        {
            if (loader.Parsed != parsed) ProcessMemory.GiveBack();
        }
    }

    /// <summary>The configuration; null when it can't be loaded or is rejected, which is logged.</summary>
    private async Task<Candidate?> LoadAsync(CancellationToken stop)
    {
        Candidate candidate;
        try
        {
            candidate = await loader.LoadAsync(beforeReload: true, stop);
        }
        catch (FailureException e)
        {
            state.FetchFailed(e.Message);
            _fetching.Begin($"the configuration could not be fetched; Prometheus goes on with what it has: {e.Message}", e.Help);
            return null;
        }

        state.Fetched();
        state.SecretsRefreshed(loader.LastSecretsRefresh, loader.StaleSecrets);
        state.Checked(candidate);
        if (candidate.IsBlocked)
        {
            _fetching.Begin($"the new configuration is refused; Prometheus goes on with what it has: {ConfigurationLoader.Invalid(candidate, loader.Location).Message}",
                "`promlauncher status` shows the findings");
            return null;
        }

        _fetching.End();
        return candidate;
    }

    private async Task<RefreshResult> ApplyAsync(Candidate candidate, bool asked, CancellationToken stop)
    {
        if (plan.UntilFirstSuccess && !asked)
        {
            _interval = TimeSpan.Zero;
            if (!reloads.IsRunning(candidate))
            {
                state.RestartNeeded();
                log.Warn("a newer configuration is there: restart the task to use it", [("help", "with --refresh-interval=0 nothing is reloaded unless `promlauncher reload` asks for it")]);
                return default;
            }
        }

        try
        {
            var result = await reloads.ApplyAsync(candidate, asked, stop);
            _isPostponed = result is null;
            if (result is { IsDone: true }) _applying.End();
            return result ?? new RefreshResult(false, "Prometheus is still starting: the new configuration is put in place as soon as it is ready");
        }
        catch (FailureException e)
        {
            _applying.Begin($"the new configuration can't be put in place: {e.Message}", e.Help);
            return new RefreshResult(false, _applying.Message!);
        }
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
        if (hangup.IsCompletedSuccessfully) log.Info("asked to fetch now");
        return hangup.IsCompletedSuccessfully;
    }

    /// <summary>Plus or minus 10 %, limited to what a timer supports.</summary>
    private TimeSpan Jitter(TimeSpan interval) => (interval < LongestPause ? interval : LongestPause) * (0.9 + 0.2 * random.NextDouble());

    private static TimeSpan LongestPause { get; } = TimeSpan.FromDays(40);
}

/// <summary>The result of one refresh.</summary>
/// <param name="IsDone">True when Prometheus runs what the source has.</param>
/// <param name="Text">The same as a message for users.</param>
public readonly record struct RefreshResult(bool IsDone, string Text);

/// <summary>When the source is polled, in addition to each SIGHUP.</summary>
/// <param name="Interval">How often; zero: never.</param>
/// <param name="UntilFirstSuccess">Polled only until it succeeds once; a change is then logged, not applied.</param>
internal readonly record struct RefreshPlan(TimeSpan Interval, bool UntilFirstSuccess)
{
    /// <summary>The polling interval while waiting for an unavailable source.</summary>
    private static readonly TimeSpan Comeback = TimeSpan.FromSeconds(15);

    /// <summary>
    /// The plan for a <c>--refresh-interval</c>. With 0 and a start from the last good configuration, the source is polled until it is back, to report
    /// that a restart will apply its configuration.
    /// </summary>
    public static RefreshPlan For(TimeSpan interval, bool isLastGood) =>
        interval == TimeSpan.Zero && isLastGood ? new RefreshPlan(Comeback, UntilFirstSuccess: true) : new RefreshPlan(interval, UntilFirstSuccess: false);
}
