using PromLauncher.Releases;
using PromLauncher.Sources;
using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary>What Prometheus is started with.</summary>
/// <param name="Release">The published release.</param>
/// <param name="Because">Why it is the last good one instead of what the source holds, or null.</param>
internal sealed record Start(Release Release, FailureException? Because)
{
    /// <summary>True when the newest configuration could not be had or is invalid.</summary>
    public bool IsLastGood => Because is not null;
}

/// <summary>The way to the first release: the source's, or the last good one when that can't be had.</summary>
internal sealed class Opening(RunOptions options, ConfigurationLoader loader, ReleaseStore store, Surroundings surroundings, Log log)
{
    /// <summary>With a good release in hand Prometheus does not wait longer than this for a source that may be back soon.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Publishes what Prometheus is to be started with.</summary>
    /// <exception cref="FailureException">There is nothing to start from.</exception>
    /// <exception cref="OperationCanceledException">A stop signal has come.</exception>
    public async Task<Start> FindAsync()
    {
        var good = options.OnFailure == FailurePolicy.LastGood ? store.LastGood(loader.Location, options.Fetch.MainFile) : null;
        try
        {
            var timeout = good is not null && options.StartupTimeout > Patience ? Patience : options.StartupTimeout;
            var candidate = await new Retry(surroundings.Time, Random.Shared).RunAsync(loader.LoadAsync, timeout, Tell, surroundings.Signals.Stop);
            if (candidate.IsBlocked) throw ConfigurationLoader.Invalid(candidate, loader.Location);
            return new Start(Publish(candidate), null);
        }
        catch (FailureException e) when (good is not null && e.Kind is FailureKind.Invalid or FailureKind.NotFound or FailureKind.Unavailable or FailureKind.Denied)
        {
            log.Error("starting from the last good release instead", [("release", good!.Hash), ("good_since", good.Published), ("err", e.Message), ("help", e.Help)]);
            store.Activate(good);
            return new Start(store.Current!, e);
        }
    }

    private Release Publish(Candidate candidate)
    {
        var start = surroundings.Time.GetTimestamp();
        var release = store.Publish(candidate.Files);
        log.Info("published", [("release", release.Hash), ("files", candidate.Files.Count), ("dir", store.Folder), ("duration", surroundings.Time.GetElapsedTime(start))]);
        return release;
    }

    private void Tell(FailedAttempt attempt)
    {
        if (attempt.Delay is { } delay)
            log.Warn("the configuration can't be had yet; trying again", [("attempt", attempt.Number), ("delay", delay), ("err", attempt.Failure.Message)]);
    }
}
