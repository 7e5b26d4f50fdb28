using PromLauncher.Config;
using PromLauncher.Config.Placeholders;
using PromLauncher.Sources;
using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary>Fetches a configuration, fills in its placeholders and judges it: one attempt at a time.</summary>
/// <param name="source">Where it is fetched.</param>
/// <param name="location">The location as logs show it.</param>
/// <param name="target">The Prometheus that it is for; being found out while the first fetch is under way.</param>
/// <param name="expansion">Fills in placeholders.</param>
/// <param name="judge">Says whether that Prometheus would take it.</param>
/// <param name="time">The clock of durations.</param>
/// <param name="log">Where each step and each finding is told.</param>
internal sealed class ConfigurationLoader(
    ISource source, string location, Task<Target> target, PlaceholderExpansion expansion, Judge judge, TimeProvider time, Log log) : IDisposable
{
    /// <summary>A file with more findings than this is told of in short: all in one go, they would push everything else out of the log.</summary>
    private const int MostTold = 50;

    private Snapshot? _snapshot;
    private Snapshot? _judged;
    private Candidate? _last;

    /// <summary>The location as logs show it.</summary>
    public string Location { get; } = location;

    /// <summary>Gives new candidates their trees, too (<see cref="Candidate.Expanded"/>).</summary>
    public bool KeepsTrees { get; init; }

    /// <summary>The Prometheus that it is for.</summary>
    public Task<Target> Target => target;

    /// <summary>When every secret last came, or null.</summary>
    public DateTimeOffset? LastSecretsRefresh => expansion.LastSecretsRefresh;

    /// <summary>How many secrets have their old value, as asking again failed.</summary>
    public int StaleSecrets => expansion.StaleSecrets;

    /// <summary>How many times a configuration was read into a tree, for whoever wants to give back what that took.</summary>
    public int Parsed { get; private set; }

    /// <summary>One attempt.</summary>
    /// <param name="beforeReload">True when a Prometheus runs already: promtool is asked as well then.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The configuration; the very object of the last call when neither the source nor a secret has changed.</returns>
    /// <exception cref="FailureException">The source or a placeholder could not be had.</exception>
    public async Task<Candidate> LoadAsync(bool beforeReload, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        var snapshot = await source.FetchAsync(_snapshot, cancellation);
        if (!ReferenceEquals(snapshot, _snapshot))
            log.Info("fetched", [("location", Location), ("version", snapshot.Version), ("files", snapshot.Files.Count), ("duration", time.GetElapsedTime(start))]);
        // Kept even when what follows fails: it need not be fetched again for that.
        _snapshot = snapshot;
        var isNew = !ReferenceEquals(snapshot, _judged);
        if (!isNew && _last is { HoldsSecrets: false }) return _last;

        start = time.GetTimestamp();
        var forWhom = await target;
        Parsed++;
        var expanded = await expansion.ExpandAsync(new ConfigBundle(snapshot.Files, snapshot.MainFile), forWhom, cancellation);
        var expandedIn = time.GetElapsedTime(start);
        if (!isNew && _last is not null && SameContent(expanded.Bundle.Files, _last.Files)) return _last;

        start = time.GetTimestamp();
        var judgement = await judge.JudgeAsync(expanded, forWhom, beforeReload, cancellation);
        log.Info(judgement.IsBlocked ? "refused" : "checked",
            [("prometheus_version", forWhom.Version), ("findings", judgement.Findings.Count), ("expanded", expandedIn), ("duration", time.GetElapsedTime(start))]);
        foreach (var finding in judgement.Findings.Take(MostTold)) Tell(finding);
        if (judgement.Findings.Count - MostTold is > 0 and var further)
            log.Warn("further findings are not logged", [("findings", further), ("help", $"`promlauncher validate {Location}` shows all of them")]);
        _judged = snapshot;
        _last = new Candidate
        {
            Version = snapshot.Version,
            Files = expanded.Bundle.Files,
            MainFile = snapshot.MainFile,
            Findings = judgement.Findings,
            IsBlocked = judgement.IsBlocked,
            Queues = RemoteWriteQueues.Fingerprints(expanded.Documents.GetValueOrDefault(snapshot.MainFile)),
            HoldsSecrets = expansion.AsksAgain,
        };
        return KeepsTrees ? _last with { Expanded = expanded } : _last;
    }

    /// <inheritdoc/>
    public void Dispose() => (source as IDisposable)?.Dispose();

    /// <summary>The failure that a refused configuration means.</summary>
    public static FailureException Invalid(Candidate candidate, string location)
    {
        var errors = candidate.Findings.Count(static finding => finding.Severity == Severity.Error);
        return new FailureException(FailureKind.Invalid, $"the configuration of {location} is invalid{(errors == 0 ? "" : errors == 1 ? ": 1 error" : $": {errors} errors")}",
            "each is told above with its file, line and column; `promlauncher validate` shows them with the lines");
    }

    private static bool SameContent(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> one, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> other)
    {
        foreach (var (path, content) in one)
        {
            if (!other.TryGetValue(path, out var before) || !content.Span.SequenceEqual(before.Span)) return false;
        }

        return one.Count == other.Count;
    }

    private void Tell(Diagnostic finding)
    {
        var level = finding.Severity switch
        {
            Severity.Error => LogLevel.Error,
            Severity.Warning => LogLevel.Warn,
            _ => LogLevel.Debug,
        };
        ReadOnlySpan<(string, object?)> fields = [("file", finding.File), ("line", finding.Span.Line), ("column", finding.Span.Column), ("id", finding.Id), ("help", finding.Help)];
        log.Write(level, finding.Message, finding.Help is null ? fields[..^1] : fields);
    }
}
