using PromLauncher.Launch.Monitoring;
using PromLauncher.Releases;
using PromLauncher.Supervision;
using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary>Parent mode: runs Prometheus as a child and keeps its configuration up to date until it exits.</summary>
internal sealed class Supervisor(
    RunOptions options, ChildArguments arguments, ConfigurationLoader loader, ReleaseStore store, RunState state, RunReport report, DiscoveryActor? discovery,
    ProcessContext process, Log log)
{
    /// <summary>How long the other actors may take to stop once Prometheus has exited.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>True once Prometheus has been ready, or its answers showed that it has read its configuration.</summary>
    private bool _hasStarted;

    /// <summary>Runs until Prometheus exits.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> RunAsync(ChildCommand command, InitialRelease start)
    {
        await using var listener = options.Listen is { } address ? report.Listen(address, log) : null;
        var code = await RunOnceAsync(command, start);
        // A successful exit was intended, by another process or by its own flags (--version).
        var mayFallBack = code != 0 && !_hasStarted && start.LastGood is not null && process.Signals.StopSignal == 0
            && !store.IsGood(start.Release, loader.Location, options.Configuration.MainFile);
        if (!mayFallBack) return code;

        // The only restart: otherwise ECS would replace the task with one that fails the same way.
        log.Error("Prometheus exited before it was ready; restarting it once, with the last good configuration",
            [("exit_code", code), ("release", start.Release.Hash), ("last_good", start.LastGood!.Hash)]);
        try
        {
            store.Activate(start.LastGood);
        }
        catch (FailureException e)
        {
            log.Error("the last good configuration could not be restored", [("err", e.Message), ("help", e.Help ?? "none")]);
            return code;
        }

        state.Running(start.LastGood, "", lastGood: true);
        return await RunOnceAsync(command, new InitialRelease(store.Current!, null, start.LastGood));
    }

    private async Task<int> RunOnceAsync(ChildCommand command, InitialRelease start)
    {
        // First, as it may find that options are invalid: a Prometheus already started would be left without a launcher.
        var endpoint = ChildEndpoint.Of(arguments, options.PrometheusUrl, options.PrometheusHttpConfig);
        using var api = new ChildApi(endpoint);
        using var child = Child.Start(command, process.Signals, process.Time, log);
        state.ChildStarted(child.Id, endpoint.Address);
        state.StepEnded(RunState.Start, process.Age);
        log.Info("Prometheus started", [("program", command.Program), ("pid", child.Id), ("release", start.Release.Hash), ("after", process.Age)]);

        var flushDeadline = arguments.FlushDeadline(options.DefaultFlags, options.StopTimeout);
        var reloads = new Reloads(store, new ReloadableChild(child, api, process.Time), loader.Location, start.Candidate,
            new ReloadBound(options.ReloadTimeout, flushDeadline), state, process.Time, log);
        var refresh = new RefreshLoop(loader, reloads, RefreshPlan.For(options.RefreshInterval, start.IsLastGood), process.Signals, state,
            process.Time, Random.Shared, log);
        var actors = new ActorGroup(log);
        actors.Add("waiting for Prometheus to be ready", stop => WaitUntilStartedAsync(api, start, reloads, stop));
        actors.Add("the refresh loop", refresh.RunAsync);
        actors.Add("giving memory back", stop => ProcessMemory.KeepLowAsync(process.Time, stop));
        if (discovery is not null) actors.Add("discovery", discovery.RunAsync);
        return await actors.RunAsync(() => child.Exited, Grace);
    }

    /// <summary>A release is good once Prometheus has become ready with it. One that answers but denies us access counts as started.</summary>
    private async Task WaitUntilStartedAsync(ChildApi api, InitialRelease start, Reloads reloads, CancellationToken stop)
    {
        var begun = process.Time.GetTimestamp();
        store.RemoveSuperseded();
        while (true)
        {
            if (await api.IsReadyAsync(stop))
            {
                LogReady(start, process.Time.GetElapsedTime(begun));
                break;
            }

            if (await api.AnswersAsync(stop) && !await api.IsStartingAsync(stop) && !await api.IsReadyAsync(stop))
            {
                log.Warn("Prometheus answers, but its readiness can't be checked",
                    [("url", state.Status.ChildAddress), ("help", "set --prometheus-url and --prometheus-http-config")]);
                break;
            }

            var pause = process.Time.GetElapsedTime(begun) < TimeSpan.FromSeconds(10) ? TimeSpan.FromMilliseconds(100) : TimeSpan.FromSeconds(1);
            await Task.Delay(pause, process.Time, stop);
        }

        _hasStarted = true;
        reloads.Started();
        ProcessMemory.GiveBack();
    }

    private void LogReady(InitialRelease start, TimeSpan duration)
    {
        state.StepEnded(RunState.ReadyAfterStart, duration);
        state.Ready();
        log.Info("Prometheus is ready", [("release", start.Release.Hash), ("duration", duration)]);
        if (!start.IsLastGood) store.MarkGood(start.Release, loader.Location, options.Configuration.MainFile);
    }

    private sealed class ReloadableChild(Child child, ChildApi api, TimeProvider time) : IReloadable
    {
        public Task<ReloadOutcome> ReloadAsync(TimeSpan bound, Action<ReloadOutcome> overdue, CancellationToken cancellation) =>
            new Reload(api, time).RunAsync(child.Reload, bound, overdue, cancellation);
    }
}
