using PromLauncher.Releases;
using PromLauncher.Sources;
using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary>Determines the first release: from the source, or the last good one when that can't be loaded.</summary>
internal sealed class Bootstrap(RunOptions options, ConfigurationLoader loader, ReleaseStore store, RunState state, ProcessContext process, Log log)
{
    /// <summary>With a last good release at hand, Prometheus does not wait longer than this for an unavailable source.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Publishes the release to start Prometheus with.</summary>
    /// <exception cref="FailureException">There is nothing to start from.</exception>
    /// <exception cref="OperationCanceledException">A stop signal was received.</exception>
    public async Task<InitialRelease> FindAsync()
    {
        var good = options.OnFailure == FailurePolicy.LastGood ? store.LastGood(loader.Location, options.Configuration.MainFile) : null;
        try
        {
            var timeout = good is not null && options.StartupTimeout > Patience ? Patience : options.StartupTimeout;
            var candidate = await new Retry(process.Time, Random.Shared).RunAsync(LoadAsync, timeout, log.LogFailedAttempt, process.Signals.Stop, process.Signals.WaitForHangupAsync);
            if (candidate.IsBlocked) throw ConfigurationLoader.Invalid(candidate, loader.Location);
            return new InitialRelease(Publish(candidate), candidate, good);
        }
        catch (FailureException e) when (good is not null && e.Kind is FailureKind.Invalid or FailureKind.NotFound or FailureKind.Unavailable or FailureKind.Denied)
        {
            log.Error("starting from the last good configuration instead",
                [("release", good!.Hash), ("good_since", good.Published), ("err", e.Message), ("help", e.Help)]);
            store.Activate(good);
            state.Running(good, "", lastGood: true);
            return new InitialRelease(store.Current!, null, good);
        }
    }

    private async Task<Candidate> LoadAsync(CancellationToken cancellation)
    {
        var start = process.Time.GetTimestamp();
        try
        {
            var candidate = await loader.LoadAsync(beforeReload: false, cancellation);
            state.Fetched();
            state.StepEnded(RunState.Load, process.Time.GetElapsedTime(start));
            state.SecretsRefreshed(loader.LastSecretsRefresh, loader.StaleSecrets);
            state.Checked(candidate);
            return candidate;
        }
        catch (FailureException e)
        {
            state.FetchFailed(e.Message);
            throw;
        }
    }

    private Release Publish(Candidate candidate)
    {
        var start = process.Time.GetTimestamp();
        var release = store.Publish(candidate.Files);
        state.StepEnded(RunState.Publish, process.Time.GetElapsedTime(start));
        log.Info("published", [("release", release.Hash), ("files", candidate.Files.Count), ("dir", store.Folder), ("duration", process.Time.GetElapsedTime(start))]);
        state.Running(release, candidate);
        return release;
    }
}
