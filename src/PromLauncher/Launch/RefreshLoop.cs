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
/// <param name="log">Where changes of state are told.</param>
internal sealed class RefreshLoop(
    ConfigurationLoader loader, Reloads reloads, RefreshPlan plan, SignalQueue signals, RunState state, TimeProvider time, Log log)
{
    private string? _trouble;
    private TimeSpan _interval = plan.Interval;

    /// <summary>Runs until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (true)
        {
            var asked = await WaitAsync(stop);
            if (asked) state.RequestTaken();
            await RefreshAsync(asked, stop);
            if (asked) state.RequestEnded();
        }
    }

    /// <summary>One refresh.</summary>
    /// <param name="asked">True when a person asked for it: a configuration that Prometheus refused is tried again at once.</param>
    /// <param name="stop">Ends it.</param>
    internal async Task RefreshAsync(bool asked, CancellationToken stop)
    {
        Candidate candidate;
        try
        {
            candidate = await loader.LoadAsync(beforeReload: true, stop);
        }
        catch (FailureException e)
        {
            state.FetchEnded(succeeded: false);
            Trouble($"the configuration can't be refreshed; Prometheus goes on with what it has: {e.Message}", e.Help);
            return;
        }

        state.FetchEnded(succeeded: true);
        state.SecretsRefreshed(loader.LastSecretsRefresh);
        state.Judged(candidate);
        if (candidate.IsBlocked)
        {
            Trouble($"the new configuration is refused; Prometheus goes on with what it has: {ConfigurationLoader.Invalid(candidate, loader.Location).Message}", null);
            return;
        }

        if (_trouble is not null) log.Info("the configuration can be had again", [("location", loader.Location)]);
        _trouble = null;
        if (plan.UntilFirstSuccess && !asked)
        {
            _interval = TimeSpan.Zero;
            if (!reloads.IsRunning(candidate))
            {
                state.RestartNeeded();
                log.Warn("a newer configuration is there: restart the task to use it", [("help", "with --refresh-interval=0 nothing is reloaded unless `promlauncher reload` asks for it")]);
                return;
            }
        }

        await reloads.ApplyAsync(candidate, asked, stop);
    }

    /// <summary>True when a SIGHUP ended the waiting.</summary>
    private async Task<bool> WaitAsync(CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var hangup = signals.WaitForHangupAsync(either.Token);
        var pause = Task.Delay(_interval == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : Jitter(_interval), time, either.Token);
        var first = await Task.WhenAny(hangup, pause);
        await either.CancelAsync();
        await first;
        stop.ThrowIfCancellationRequested();
        if (first == hangup) log.Info("asked to fetch now");
        return first == hangup;
    }

    /// <summary>Plus or minus 10 %: tasks that started together don't ask together for ever.</summary>
    private static TimeSpan Jitter(TimeSpan interval) => interval * (0.9 + 0.2 * Random.Shared.NextDouble());

    private void Trouble(string message, string? help)
    {
        if (_trouble != message) log.Error(message, help is null ? [] : [("help", help)]);
        _trouble = message;
    }
}

/// <summary>When the source is asked again, beside at each SIGHUP.</summary>
/// <param name="Interval">How often; zero: never.</param>
/// <param name="UntilFirstSuccess">Asked only until it can be had once, and what has changed is told and not put in place.</param>
internal readonly record struct RefreshPlan(TimeSpan Interval, bool UntilFirstSuccess)
{
    /// <summary>How often a source is asked whose comeback is waited for.</summary>
    private static readonly TimeSpan Comeback = TimeSpan.FromSeconds(15);

    /// <summary>
    /// The plan that <c>--refresh-interval</c> means. With 0 and a start from the last good release somebody has to see the source come back, and to say
    /// that a restart brings its configuration into use.
    /// </summary>
    public static RefreshPlan For(TimeSpan interval, bool isLastGood) =>
        interval == TimeSpan.Zero && isLastGood ? new RefreshPlan(Comeback, UntilFirstSuccess: true) : new RefreshPlan(interval, UntilFirstSuccess: false);
}
