using System.Globalization;

namespace PromLauncher.Launch.Health;

/// <summary>
/// <c>promlauncher health</c>. It checks liveness, not success: ECS replaces a task whose essential container is unhealthy, so nothing that a new task would
/// not fix may make it unhealthy. It needs no AWS call and no listening port of ours.
/// </summary>
public static class HealthCheck
{
    /// <summary>How long may pass without a sign of life.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);

    /// <summary>How long Prometheus may take to answer; ECS allows 5 s for the whole check by default.</summary>
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(3);

    /// <summary>Checks all launchers running here.</summary>
    /// <param name="options">What to check.</param>
    /// <param name="environment">The environment: <c>XDG_RUNTIME_DIR</c>.</param>
    /// <param name="time">The clock.</param>
    public static HealthVerdict Check(HealthOptions options, Func<string, string?> environment, TimeProvider time) =>
        Check(options, RunningLauncher.Find(environment), time.GetUtcNow());

    internal static HealthVerdict Check(HealthOptions options, IReadOnlyList<RunningLauncher> launchers, DateTimeOffset now)
    {
        var lines = new List<string>(2);
        var healthy = true;
        foreach (var launcher in launchers)
        {
            if (options.For is { } wanted && launcher.Command != wanted) continue;
            var fault = Fault(launcher, options, new LauncherClock(now, launcher.Time("started"), launcher.Process.Age()));
            healthy &= fault is null;
            lines.Add($"{launcher.Command}: {fault ?? "healthy"}");
        }

        return lines.Count > 0
            ? new HealthVerdict(healthy, lines)
            : new HealthVerdict(false, [$"no {options.For ?? "launcher"} is running here, or it runs as another user"]);
    }

    private static string? Fault(RunningLauncher launcher, HealthOptions options, LauncherClock clock)
    {
        var fault = launcher.Command == "run" ? FaultOfRun(launcher, options, clock) : FaultOfDiscover(launcher, options, clock);
        if (fault is not null || options.MaxAge is not { } maximum) return fault;
        var success = launcher.Command == "run" ? launcher.Time("fetch", "last_success") : launcher.Time("cycle", "last_success");
        var what = launcher.Command == "run" ? "fetch" : "cycle";
        if (success is not { } when) return $"no {what} has succeeded yet";
        return clock.Since(when) is var age && age > maximum ? $"the last good {what} was {Show(age)} ago" : null;
    }

    private static string? FaultOfRun(RunningLauncher launcher, HealthOptions options, LauncherClock clock)
    {
        if (launcher.Number("child", "pid") is not { } pid)
        {
            // The start counts as a sign of life too: the first attempt may take a while.
            var silent = Shorter(clock, launcher.Time("fetch", "last"), launcher.Time("started"));
            if (silent > Silence) return $"no attempt to fetch the configuration has finished for {Show(silent)}";
            return options.Ready ? "Prometheus has not been started yet" : null;
        }

        if (!new ProcessIdentity((int)pid, launcher.Number("child", "pid_start") ?? 0).IsAlive) return "Prometheus has exited";
        if (launcher.Text("child", "url") is not { } text || !Uri.TryCreate(text, UriKind.Absolute, out var url)) return null;
        var status = HttpProbe.Get(url, options.Ready ? "-/ready" : "-/healthy", ProbeTimeout);
        if (status is null) return $"Prometheus does not answer at {text}";
        if (!options.Ready || status == 200) return null;

        // With TLS or authentication a plain request gets 400, 401 or 403; then what the launcher saw counts.
        return status is 400 or 401 or 403 && launcher.Flag("child", "was_ready") ? null : $"Prometheus is not ready (HTTP {status})";
    }

    private static string? FaultOfDiscover(RunningLauncher launcher, HealthOptions options, LauncherClock clock)
    {
        var interval = TimeSpan.FromSeconds(launcher.Number("interval_seconds") ?? 0);
        var patience = interval * 3 > Silence ? interval * 3 : Silence;
        var silent = Shorter(clock, launcher.Time("cycle", "last_sign"), launcher.Time("started"));
        if (silent > patience) return $"no cycle and no API call has finished for {Show(silent)}";
        if (!options.Ready) return null;
        if (launcher.Time("cycle", "last_success") is not { } success) return "no cycle has succeeded yet";
        return launcher.Time("cycle", "last_ended") is { } ended && ended > success ? "the last cycle failed" : null;
    }

    private static TimeSpan Shorter(LauncherClock clock, DateTimeOffset? sign, DateTimeOffset? started)
    {
        var (one, other) = (Age(sign), Age(started));
        return one < other ? one : other;

        TimeSpan Age(DateTimeOffset? moment) => moment is { } when ? clock.Since(when) : TimeSpan.MaxValue;
    }

    private static string Show(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{(long)span.TotalSeconds} s");
}
