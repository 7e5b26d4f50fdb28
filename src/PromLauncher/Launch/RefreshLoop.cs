using PromLauncher.Supervision;
using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary>
/// Asks the source again, every refresh interval and at each SIGHUP, and puts what has changed in place. Whatever goes wrong is told when it begins and when
/// it ends, never every minute, and never touches the running Prometheus.
/// </summary>
/// <param name="loader">Loads the configuration.</param>
/// <param name="reloads">Puts it in place.</param>
/// <param name="plan">When the source is asked.</param>
/// <param name="signals">Gives the SIGHUPs.</param>
/// <param name="state">What the launcher knows of itself.</param>
/// <param name="time">The clock.</param>
/// <param name="random">Keeps tasks that started together from asking together for ever.</param>
/// <param name="log">Where changes of state are told.</param>
internal sealed class RefreshLoop(
    ConfigurationLoader loader, Reloads reloads, RefreshPlan plan, SignalQueue signals, RunState state, TimeProvider time, Random random, Log log)
{
    private readonly Trouble _fetching = new(log, "the configuration can be had again");
    private readonly Trouble _applying = new(log, "the configuration can be put in place again");
    private TimeSpan _interval = plan.Interval;

    /// <summary>True when a change waits for Prometheus to have started.</summary>
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
    /// <param name="asked">True when a person asked for it: a configuration that Prometheus refused is tried again at once.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>What came of it, in words for that person.</returns>
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
            // A defect of ours, which one configuration may trigger: the next one is to find a loop that still runs. Never a message that may quote a file.
            _applying.Begin($"a refresh failed by a defect of promlauncher, please report it: {e.GetType().Name} {e.StackTrace}", null);
            return new RefreshResult(false, "the refresh failed by a defect of promlauncher; the log has more");
        }
        finally
        {
            if (loader.Parsed != parsed) ProcessMemory.GiveBack();
        }
    }

    /// <summary>The configuration; null when it can't be had or is refused, which is told.</summary>
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
        state.Judged(candidate);
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

    /// <summary>True when a SIGHUP ended the waiting.</summary>
    private async Task<bool> WaitAsync(CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var hangup = signals.WaitForHangupAsync(either.Token);
        var pause = Task.Delay(_interval == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : Jitter(_interval), time, either.Token);
        await Task.WhenAny(hangup, pause, _isPostponed ? reloads.HasStarted : pause);
        await either.CancelAsync();

        // One that came while the pause ended counts, too: it is taken off the queue, and somebody waits for its answer.
        await hangup.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.ThrowIfCancellationRequested();
        if (hangup.IsCompletedSuccessfully) log.Info("asked to fetch now");
        return hangup.IsCompletedSuccessfully;
    }

    /// <summary>Plus or minus 10 %; what is longer than a timer can take is as good as its longest.</summary>
    private TimeSpan Jitter(TimeSpan interval) => (interval < LongestPause ? interval : LongestPause) * (0.9 + 0.2 * random.NextDouble());

    private static TimeSpan LongestPause { get; } = TimeSpan.FromDays(40);
}

/// <summary>What came of one refresh.</summary>
/// <param name="IsDone">True when Prometheus runs what the source has.</param>
/// <param name="Text">The same for people.</param>
public readonly record struct RefreshResult(bool IsDone, string Text);

/// <summary>When the source is asked again, beside at each SIGHUP.</summary>
/// <param name="Interval">How often; zero: never.</param>
/// <param name="UntilFirstSuccess">Asked only until it can be had once, and what has changed is told and not put in place.</param>
internal readonly record struct RefreshPlan(TimeSpan Interval, bool UntilFirstSuccess)
{
    /// <summary>How often a source is asked whose comeback is waited for.</summary>
    private static readonly TimeSpan Comeback = TimeSpan.FromSeconds(15);

    /// <summary>
    /// The plan that <c>--refresh-interval</c> means. With 0 and a start from the last good configuration somebody has to see the source come back, and to say
    /// that a restart brings its configuration into use.
    /// </summary>
    public static RefreshPlan For(TimeSpan interval, bool isLastGood) =>
        interval == TimeSpan.Zero && isLastGood ? new RefreshPlan(Comeback, UntilFirstSuccess: true) : new RefreshPlan(interval, UntilFirstSuccess: false);
}
