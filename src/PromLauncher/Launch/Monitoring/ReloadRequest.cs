using PromLauncher.Launch.Health;
using PromLauncher.Supervision;

namespace PromLauncher.Launch.Monitoring;

/// <summary>The result of a request to fetch now.</summary>
public enum ReloadAnswer
{
    /// <summary>The configuration was fetched and Prometheus runs it.</summary>
    Done,

    /// <summary>It could not be fetched, is invalid or was rejected; or the launcher can't fetch.</summary>
    Refused,

    /// <summary>No launcher is running here.</summary>
    NoLauncher,
}

/// <summary><c>promlauncher reload</c>: sends SIGHUP to the launcher, then reads the result from its state file.</summary>
public static class ReloadRequest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Sends the request and waits until the fetch and the reload have ended, at most 30 s.</summary>
    /// <param name="environment">The environment: <c>XDG_RUNTIME_DIR</c>.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    public static async Task<(ReloadAnswer Outcome, string Text)> SendAsync(Func<string, string?> environment, TimeProvider time, CancellationToken cancellation)
    {
        if (Find(environment) is not { } before) return (ReloadAnswer.NoLauncher, StatusReport.NoLauncher);
        if (before.Flag("child", "replaced_launcher"))
        {
            return (ReloadAnswer.Refused,
                "nothing is fetched any more: with --refresh-interval=0 Prometheus has replaced the launcher process. Restart the task to load a new configuration, or set PROMLAUNCHER_REFRESH_INTERVAL");
        }

        if (before.Number("child", "pid") is null) return (ReloadAnswer.Refused, "the first fetch is still under way");
        if (!Hangup.Send(before.Process.Id)) return (ReloadAnswer.Refused, "the launcher can't be signalled: it runs as another user");
        for (var start = time.GetTimestamp(); time.GetElapsedTime(start) < Patience;)
        {
            await Task.Delay(Pause, time, cancellation);
            if (Find(environment) is not { } now || now.Process != before.Process) return (ReloadAnswer.Refused, "the launcher has exited");
            if (now.Number("fetch", "requests_ended") > before.Number("fetch", "requests_taken")) return Answer(now);
        }

        return (ReloadAnswer.Refused, "the reload has not ended yet; see `promlauncher status`");
    }

    private static (ReloadAnswer Outcome, string Text) Answer(RunningLauncher now) =>
        (now.Flag("fetch", "last_request", "done") ? ReloadAnswer.Done : ReloadAnswer.Refused, now.Text("fetch", "last_request", "text") ?? "");

    private static RunningLauncher? Find(Func<string, string?> environment) =>
        RunningLauncher.Find(environment).Find(static launcher => launcher.Command == "run");
}
