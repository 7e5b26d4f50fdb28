using PromLauncher.Config;
using PromLauncher.Releases;
using PromLauncher.Supervision;
using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary>
/// Applies a new configuration: publish, SIGHUP, confirm; on an observed failure, roll back. A reload that has not ended
/// is awaited, however long it takes: rolling it back would stop the queue being replaced a second time. Where a rollback would crash Prometheus there is none.
/// </summary>
internal sealed class Reloads(
    ReleaseStore store, IReloadable child, string location, Candidate? running, ReloadBound bound, RunState state, TimeProvider time, Log log)
{
    private readonly RefusedReleases _refused = new(time);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Candidate? _candidate = running;
    private string? _waiting;
    private Release _running = store.Current!;

    /// <summary>Completes once <see cref="Started"/> is called.</summary>
    public Task HasStarted => _started.Task;

    /// <summary>
    /// Prometheus has read its first configuration. Before that the file is not replaced: Prometheus reads it only after its write-ahead log, and would
    /// exit if it refused it.
    /// </summary>
    public void Started() => _started.TrySetResult();

    /// <summary>True when Prometheus runs exactly this content.</summary>
    public bool IsRunning(Candidate candidate) => ContentHash.Of(candidate.Files) == _running.Hash;

    /// <summary>Applies a configuration unless it is the running one, or one that Prometheus refused a short while ago.</summary>
    /// <returns>The result; null when it has to wait until Prometheus has started.</returns>
    /// <exception cref="FailureException">It can't be written; Prometheus keeps its configuration.</exception>
    public async Task<RefreshResult?> ApplyAsync(Candidate candidate, bool asked, CancellationToken stop)
    {
        if (_waiting is not null) return WaitForRestart(candidate);

        // A rollback that could not be written last time, such as on a full disk.
        if (store.Current!.Hash != _running.Hash) await RestoreAsync(store.Current, bound.For(candidate, candidate), stop);
        var hash = ContentHash.Of(candidate.Files);
        if (hash == _running.Hash)
        {
            _refused.Forget();
            state.IsNewest(candidate.Version);
            return new RefreshResult(true, $"nothing has changed; Prometheus runs {hash}");
        }

        if (!asked && !_refused.IsDue(hash)) return new RefreshResult(false, $"Prometheus refused {hash} earlier; it keeps running {_running.Hash}");
        if (!HasStarted.IsCompleted) return null;
        var release = store.Publish(candidate.Files);
        log.Info("published", [("release", release.Hash), ("version", candidate.Version), ("before", _running.Hash)]);
        var patience = bound.For(_candidate, candidate);
        var outcome = await ReloadAsync(_running, release, patience, stop);
        if (outcome != ReloadOutcome.Failed) return Settle(release, candidate, outcome);
        return RemoteWriteQueues.MayBeLost(_candidate?.Queues, candidate.Queues) ? KeepRefused(candidate) : await RollBackAsync(release, patience, stop);
    }

    /// <summary>No rollback: Prometheus would start a queue a second time and crash (see <see cref="RemoteWriteQueues.MayBeLost"/>).</summary>
    private RefreshResult KeepRefused(Candidate refused)
    {
        _waiting = ContentHash.Of(refused.Files);
        state.RestartNeeded();
        log.Error("Prometheus refused the new configuration, and a rollback would crash it; not rolling back",
            [("release", _waiting), ("help", "Prometheus's log lines above say why; correct the configuration, then restart the task. Until then Prometheus runs parts of both configurations and is not reloaded")]);
        return WaitForRestart(refused);
    }

    private RefreshResult WaitForRestart(Candidate newest)
    {
        if (store.Current!.Hash != _running.Hash) store.Activate(_running);
        var hash = ContentHash.Of(newest.Files);
        if (hash != _waiting)
            log.Warn("a newer configuration is available; restart the task to use it",
                [("release", hash), ("help", "Prometheus may have lost a remote_write queue: a reload would crash it")]);
        _waiting = hash;
        return new RefreshResult(false, "Prometheus refused a configuration and may have lost a remote_write queue; a reload would crash it, so restart the task");
    }

    private RefreshResult Settle(Release release, Candidate candidate, ReloadOutcome outcome)
    {
        _refused.Forget();
        (_running, _candidate) = (release, candidate);
        state.Running(release, candidate);
        if (outcome == ReloadOutcome.Confirmed)
        {
            store.MarkGood(release, location, candidate.MainFile);
            return new RefreshResult(true, $"Prometheus runs {release.Hash} now");
        }

        store.RemoveSuperseded();
        const string Unknown = "it is unknown whether Prometheus accepted the new configuration: neither its metrics nor its API can be read";
        log.Warn(Unknown, [("release", release.Hash), ("help", "set --prometheus-url and --prometheus-http-config")]);
        return new RefreshResult(true, $"Prometheus was asked to read {release.Hash}; {Unknown}");
    }

    private async Task<RefreshResult> RollBackAsync(Release refused, TimeSpan patience, CancellationToken stop)
    {
        var delay = _refused.Add(refused.Hash);
        state.Refused(refused.Hash, delay);
        log.Error("Prometheus refused the new configuration; rolling back to the previous one",
            [("release", refused.Hash), ("back_to", _running.Hash), ("next_try_in", delay), ("help", "Prometheus's log lines above say why")]);
        return await RestoreAsync(refused, patience, stop);
    }

    private async Task<RefreshResult> RestoreAsync(Release refused, TimeSpan patience, CancellationToken stop)
    {
        store.Activate(_running);
        var outcome = await ReloadAsync(refused, _running, patience, stop);
        state.RolledBack();
        if (outcome == ReloadOutcome.Confirmed)
            return new RefreshResult(false, $"Prometheus refused the new configuration, {refused.Hash}; it runs {_running.Hash} again");
        if (outcome == ReloadOutcome.Unknown)
            return new RefreshResult(false, $"Prometheus refused the new configuration, {refused.Hash}; it was told to load {_running.Hash} again, and whether it did is unknown");
        const string Both = "Prometheus refused the previous configuration too; it may run parts of both";
        log.Error(Both, [("release", _running.Hash), ("help", "restart the task")]);
        return new RefreshResult(false, Both);
    }

    private async Task<ReloadOutcome> ReloadAsync(Release from, Release to, TimeSpan patience, CancellationToken stop)
    {
        var start = time.GetTimestamp();
        state.ReloadPending(to.Hash);
        var reload = child.ReloadAsync(patience, outcome => log.Warn("the reload has not ended yet; still waiting",
            [("release", to.Hash), ("state", outcome), ("bound", patience), ("help", "a changed remote_write whose endpoint hangs takes up to --storage.remote.flush-deadline")]), stop);
        store.Nudge(from);
        var outcome = await reload;
        state.ReloadEnded(outcome);
        log.Info("reload ended", [("release", to.Hash), ("outcome", outcome), ("duration", time.GetElapsedTime(start))]);
        return outcome;
    }
}
