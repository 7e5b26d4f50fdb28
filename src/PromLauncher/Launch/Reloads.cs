using PromLauncher.Releases;
using PromLauncher.Supervision;
using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary>
/// Puts a new configuration in place and has Prometheus read it: publish, SIGHUP, confirm; on an observed failure the way back. A reload that has not ended
/// is waited for, however long: undoing it would stop the very queue that it replaces a second time.
/// </summary>
internal sealed class Reloads(
    ReleaseStore store, IReloadable child, string location, Candidate? running, ReloadBound bound, RunState state, TimeProvider time, Log log)
{
    private readonly RefusedReleases _refused = new(time);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Candidate? _running = running;

    /// <summary>
    /// Prometheus has read its first configuration. Before that nothing is put in its place: it reads the file only after its write-ahead log, and would
    /// end upon one that it refuses.
    /// </summary>
    public void Started() => _started.TrySetResult();

    /// <summary>True when Prometheus runs this very content.</summary>
    public bool IsRunning(Candidate candidate) => ContentHash.Of(candidate.Files) == store.Current!.Hash;

    /// <summary>Applies a configuration unless it is the running one, or one that Prometheus refused a short while ago.</summary>
    public async Task ApplyAsync(Candidate candidate, bool asked, CancellationToken stop)
    {
        var before = store.Current!;
        var hash = ContentHash.Of(candidate.Files);
        if (hash == before.Hash)
        {
            _refused.Forget();
            state.IsNewest(candidate.Version);
            return;
        }

        if (!asked && !_refused.IsDue(hash)) return;
        await _started.Task.WaitAsync(stop);
        var release = store.Publish(candidate.Files);
        log.Info("published", [("release", release.Hash), ("version", candidate.Version), ("before", before.Hash)]);
        var patience = bound.For(_running, candidate);
        var outcome = await ReloadAsync(before, release, patience, stop);
        if (outcome == ReloadOutcome.Failed) await RollBackAsync(before, release, patience, stop);
        else Settle(release, candidate, outcome);
    }

    private void Settle(Release release, Candidate candidate, ReloadOutcome outcome)
    {
        _refused.Forget();
        _running = candidate;
        state.Running(release, candidate);
        if (outcome == ReloadOutcome.Confirmed) store.MarkGood(release, location, candidate.MainFile);
        else log.Warn("it is unknown whether Prometheus took the new configuration: neither its metrics nor its API can be read",
            [("release", release.Hash), ("help", "give --prometheus-url and --prometheus-http-config")]);
    }

    private async Task RollBackAsync(Release before, Release refused, TimeSpan patience, CancellationToken stop)
    {
        var delay = _refused.Add(refused.Hash);
        log.Error("Prometheus refused the new configuration; going back to the one before",
            [("release", refused.Hash), ("back_to", before.Hash), ("next_try_in", delay), ("help", "its own log lines above say why")]);
        store.Activate(before);
        var outcome = await ReloadAsync(refused, before, patience, stop);
        state.RolledBack();
        if (outcome == ReloadOutcome.Failed)
            log.Error("Prometheus refused the earlier configuration too; it may run parts of both", [("release", before.Hash), ("help", "a restart of the task mends that")]);
    }

    private async Task<ReloadOutcome> ReloadAsync(Release from, Release to, TimeSpan patience, CancellationToken stop)
    {
        var start = time.GetTimestamp();
        state.ReloadPending(to.Hash);
        var reload = child.ReloadAsync(patience, outcome => log.Warn("the reload has not ended yet; waiting on",
            [("release", to.Hash), ("state", outcome), ("bound", patience), ("help", "a changed remote_write whose endpoint hangs takes up to --storage.remote.flush-deadline")]), stop);
        store.Nudge(from);
        var outcome = await reload;
        state.ReloadEnded(outcome);
        log.Info("reload ended", [("release", to.Hash), ("outcome", outcome), ("duration", time.GetElapsedTime(start))]);
        return outcome;
    }
}

/// <summary>A Prometheus that can be told to read its configuration again.</summary>
internal interface IReloadable
{
    /// <summary>Sends SIGHUP once it can take it, and waits for the end of the reload.</summary>
    Task<ReloadOutcome> ReloadAsync(TimeSpan bound, Action<ReloadOutcome> overdue, CancellationToken cancellation);
}

/// <summary>
/// The configuration that Prometheus refused last, and when it is tried again: after 1, 5 and 15 minutes, then every hour, as credentials or a mount may
/// have been late.
/// </summary>
internal sealed class RefusedReleases(TimeProvider time)
{
    private static readonly TimeSpan[] Delays = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(60)];

    private string? _hash;
    private int _count;
    private long _since;

    /// <summary>Remembers a refusal.</summary>
    /// <returns>How long until it is tried again.</returns>
    public TimeSpan Add(string hash)
    {
        _count = hash == _hash ? _count + 1 : 1;
        _hash = hash;
        _since = time.GetTimestamp();
        return Delay;
    }

    /// <summary>True unless this very content was refused and its next try is not due yet.</summary>
    public bool IsDue(string hash) => hash != _hash || time.GetElapsedTime(_since) >= Delay;

    /// <summary>Another configuration runs: the refused one is history.</summary>
    public void Forget() => (_hash, _count) = (null, 0);

    private TimeSpan Delay => Delays[Math.Min(_count, Delays.Length) - 1];
}
