using PromLauncher.Launch.Health;
using PromLauncher.Releases;
using PromLauncher.Supervision;

namespace PromLauncher.Launch;

/// <summary>Keeps the <see cref="RunStatus"/>; each change makes a new one, so that readers on other threads see a consistent snapshot.</summary>
internal sealed class RunState(RunStatus first, TimeProvider time)
{
    /// <summary>The steps of the start, as named in metrics.</summary>
    public const string Load = "load", Publish = "publish", Start = "start", ReadyAfterStart = "ready";

    private const int Remembered = 20;

    private readonly Lock _gate = new();
    private volatile RunStatus _status = first;

    /// <summary>The current status.</summary>
    public RunStatus Status => _status;

    /// <summary>Raised after each change.</summary>
    public event Action<RunStatus>? Changed;

    public void Fetched() => Change(status => status with { LastFetch = Now, LastFetchSuccess = Now, FetchesSucceeded = status.FetchesSucceeded + 1, FetchFailure = null });

    public void FetchFailed(string why) => Change(status => status with { LastFetch = Now, FetchesFailed = status.FetchesFailed + 1, FetchFailure = why });

    public void RequestTaken() => Change(status => status with { RequestsTaken = status.RequestsTaken + 1 });

    public void RequestEnded(RefreshResult result) => Change(status => status with { RequestsEnded = status.RequestsEnded + 1, LastRequest = result });

    public void SecretsRefreshed(DateTimeOffset? when, int stale)
    {
        if (_status.SecretsRefresh != when || _status.StaleSecrets != stale) Change(status => status with { SecretsRefresh = when, StaleSecrets = stale });
    }

    public void Checked(Candidate candidate)
    {
        if (ReferenceEquals(_status.Findings, candidate.Findings) && _status.IsRefused == candidate.IsBlocked) return;
        Change(status => status with { Findings = candidate.Findings, IsRefused = candidate.IsBlocked });
    }

    public void RestartNeeded() => Change(status => status with { IsRestartNeeded = true });

    public void StepEnded(string step, TimeSpan duration) => Change(status => status with { Steps = [.. status.Steps, (step, duration)] });

    public void ChildStarted(int id, Uri address) => Change(status => status with { Child = ProcessIdentity.Of(id), ChildAddress = address });

    public void Replaced(Uri address) => Change(status => status with { Child = ProcessIdentity.Own(), ChildAddress = address, ReplacedLauncher = true });

    public void Ready() => Change(status => status with { WasReady = true, LastReloadSuccess = Now });

    public void Running(Release release, string sourceVersion, bool lastGood) => Change(status => status with
    {
        Release = release.Hash,
        SourceVersion = sourceVersion,
        RunningSince = Now,
        IsLastGood = lastGood,
        IsRestartNeeded = false,
        RefusedRelease = null,
    });

    /// <summary>Records that Prometheus runs what the source has.</summary>
    public void IsNewest(string sourceVersion)
    {
        if (_status is { IsLastGood: false, IsLastReloadSuccessful: true, IsRestartNeeded: false, RefusedRelease: null } status && status.SourceVersion == sourceVersion)
            return;
        Change(status => status with { SourceVersion = sourceVersion, IsLastGood = false, IsLastReloadSuccessful = true, IsRestartNeeded = false, RefusedRelease = null });
    }

    public void Running(Release release, Candidate candidate) => Running(release, candidate.Version, lastGood: false);

    public void ReloadPending(string release) => Change(status => status with { PendingRelease = release });

    public void ReloadEnded(ReloadOutcome outcome) => Change(status => status with
    {
        PendingRelease = null,
        IsLastReloadSuccessful = outcome != ReloadOutcome.Failed,
        LastReloadSuccess = outcome == ReloadOutcome.Confirmed ? Now : status.LastReloadSuccess,
        Reloads = new Dictionary<ReloadOutcome, long>(status.Reloads) { [outcome] = status.Reloads.GetValueOrDefault(outcome) + 1 },
        History = [(Now, status.PendingRelease ?? status.Release, outcome), .. status.History.Take(Remembered - 1)],
    });

    /// <summary>Records that Prometheus refused a release, and when it is retried.</summary>
    public void Refused(string release, TimeSpan nextTry) => Change(status => status with { RefusedRelease = (release, Now + nextTry) });

    /// <summary>Records a rollback after a refused configuration, whatever the outcome of its reload.</summary>
    public void RolledBack() => Change(status => status with { Rollbacks = status.Rollbacks + 1, IsLastReloadSuccessful = false });

    private DateTimeOffset Now => time.GetUtcNow();

    private void Change(Func<RunStatus, RunStatus> change)
    {
        RunStatus changed;
        lock (_gate) changed = _status = change(_status);
        Changed?.Invoke(changed);
    }
}
