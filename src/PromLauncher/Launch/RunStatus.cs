using PromLauncher.Launch.Health;
using PromLauncher.Supervision;

namespace PromLauncher.Launch;

/// <summary>A snapshot of a running launcher, for its metrics, pages and state file. Contains no placeholder value and no file content.</summary>
public sealed record RunStatus
{
    /// <summary>The location, without user info and query.</summary>
    public required string Location { get; init; }

    /// <summary>The release that Prometheus runs, by its hash; empty before there is one.</summary>
    public string Release { get; init; } = "";

    /// <summary>Its version at the source: an ETag, a version id, a hash.</summary>
    public string SourceVersion { get; init; } = "";

    /// <summary>Since when it has been running.</summary>
    public DateTimeOffset? RunningSince { get; init; }

    /// <summary>True while Prometheus runs the last good configuration because the newest one could not be fetched or is invalid.</summary>
    public bool IsLastGood { get; init; }

    /// <summary>When a fetch attempt last ended, successfully or not.</summary>
    public DateTimeOffset? LastFetch { get; init; }

    /// <summary>When one last succeeded.</summary>
    public DateTimeOffset? LastFetchSuccess { get; init; }

    /// <summary>Why the last attempt failed; null when it did not.</summary>
    public string? FetchFailure { get; init; }

    /// <summary>Successful attempts.</summary>
    public long FetchesSucceeded { get; init; }

    /// <summary>Failed attempts.</summary>
    public long FetchesFailed { get; init; }

    /// <summary>Requests to fetch at once (SIGHUP, <c>promlauncher reload</c>) whose fetch has begun.</summary>
    public long RequestsTaken { get; init; }

    /// <summary>Those whose fetch, and any resulting reload, have ended.</summary>
    public long RequestsEnded { get; init; }

    /// <summary>The result of the last of these; null before one has ended.</summary>
    public RefreshResult? LastRequest { get; init; }

    /// <summary>When all secrets were last fetched, or null when there are none.</summary>
    public DateTimeOffset? SecretsRefresh { get; init; }

    /// <summary>Secrets whose old value is used because fetching them again failed.</summary>
    public int StaleSecrets { get; init; }

    /// <summary>When Prometheus last accepted a configuration.</summary>
    public DateTimeOffset? LastReloadSuccess { get; init; }

    /// <summary>False when Prometheus refused the last one.</summary>
    public bool IsLastReloadSuccessful { get; init; } = true;

    /// <summary>The release of a reload that has not ended, or null.</summary>
    public string? PendingRelease { get; init; }

    /// <summary>Reloads by how they ended.</summary>
    public IReadOnlyDictionary<ReloadOutcome, long> Reloads { get; init; } = new Dictionary<ReloadOutcome, long>();

    /// <summary>Rollbacks after a refused reload.</summary>
    public long Rollbacks { get; init; }

    /// <summary>The release that Prometheus refused, and when it is retried; null when there is none.</summary>
    public (string Release, DateTimeOffset NextTry)? RefusedRelease { get; init; }

    /// <summary>The last reloads, newest first: when they ended, the release, and the outcome.</summary>
    public IReadOnlyList<(DateTimeOffset Ended, string Release, ReloadOutcome Outcome)> History { get; init; } = [];

    /// <summary>Errors and warnings in the newest configuration: file, line, column, id, message.</summary>
    public IReadOnlyList<Config.Diagnostic> Findings { get; init; } = [];

    /// <summary>The steps of the start and their durations.</summary>
    public IReadOnlyList<(string Step, TimeSpan Duration)> Steps { get; init; } = [];

    /// <summary>True when the newest configuration failed its checks and was not passed to Prometheus.</summary>
    public bool IsRefused { get; init; }

    /// <summary>True when there is a newer configuration that only a restart of the task can apply.</summary>
    public bool IsRestartNeeded { get; init; }

    /// <summary>The process of Prometheus, or null before it is started.</summary>
    public ProcessIdentity? Child { get; init; }

    /// <summary>True when Prometheus has replaced the launcher, so that nothing is fetched any more.</summary>
    public bool ReplacedLauncher { get; init; }

    /// <summary>The URL of Prometheus.</summary>
    public Uri? ChildAddress { get; init; }

    /// <summary>True once Prometheus has been ready.</summary>
    public bool WasReady { get; init; }
}
