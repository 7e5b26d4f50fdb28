using PromLauncher.Config;
using PromLauncher.Sources;
using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary>Fetches a configuration, expands its placeholders and checks it: one attempt at a time.</summary>
/// <param name="source">The source to fetch from.</param>
/// <param name="location">The location as logs show it.</param>
/// <param name="target">The Prometheus that it is for; determined while the first fetch is under way.</param>
/// <param name="expansion">Expands placeholders.</param>
/// <param name="checker">Decides whether that Prometheus would accept it.</param>
/// <param name="time">The clock for durations.</param>
/// <param name="log">Receives each step and each finding.</param>
internal sealed class ConfigurationLoader(
    ISource source, string location, Task<PrometheusTarget> target, PlaceholderExpansion expansion, ConfigurationChecker checker, TimeProvider time, Log log) : IDisposable
{
    /// <summary>The most findings to log: more would crowd everything else out of the log.</summary>
    private const int MostLogged = 50;

    private Snapshot? _snapshot;
    private Snapshot? _checked;
    private Candidate? _last;

    /// <summary>The location as logs show it.</summary>
    public string Location { get; } = location;

    /// <summary>Whether new candidates keep their trees (<see cref="Candidate.Expanded"/>).</summary>
    public bool KeepsTrees { get; init; }

    /// <summary>The Prometheus that it is for.</summary>
    public Task<PrometheusTarget> Target => target;

    /// <summary>When all secrets were last fetched, or null.</summary>
    public DateTimeOffset? LastSecretsRefresh => expansion.LastSecretsRefresh;

    /// <summary>The number of secrets that keep an old value because fetching them again failed.</summary>
    public int StaleSecrets => expansion.StaleSecrets;

    /// <summary>How many times a configuration was parsed, so that the caller can return the memory afterwards.</summary>
    public int Parsed { get; private set; }

    /// <summary>One attempt.</summary>
    /// <param name="beforeReload">True when Prometheus is already running: then promtool checks it as well.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <returns>The configuration; the same object as from the last call when neither the source nor a secret has changed.</returns>
    /// <exception cref="FailureException">The source or a placeholder's value could not be fetched.</exception>
    public async Task<Candidate> LoadAsync(bool beforeReload, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        var snapshot = await source.FetchAsync(_snapshot, cancellation);
        if (!ReferenceEquals(snapshot, _snapshot))
            log.Info("fetched", [("location", Location), ("version", snapshot.Version), ("files", snapshot.Files.Count), ("duration", time.GetElapsedTime(start))]);
        // Kept even when a later step fails, so that it need not be fetched again.
        _snapshot = snapshot;
        var isNew = !ReferenceEquals(snapshot, _checked);
        if (!isNew && _last is { HoldsSecrets: false }) return _last;

        start = time.GetTimestamp();
        var prometheus = await target;
        Parsed++;
        var expanded = await expansion.ExpandAsync(new ConfigBundle(snapshot.Files, snapshot.MainFile), prometheus, cancellation);
        var expandedIn = time.GetElapsedTime(start);
        if (!isNew && _last is not null && SameContent(expanded.Bundle.Files, _last.Files)) return _last;

        start = time.GetTimestamp();
        var checkResult = await checker.CheckAsync(expanded, prometheus, beforeReload, cancellation);
        log.Info(checkResult.IsBlocked ? "refused" : "checked",
            [("prometheus_version", prometheus.Version), ("findings", checkResult.Findings.Count), ("expanded", expandedIn), ("duration", time.GetElapsedTime(start))]);
        foreach (var finding in checkResult.Findings.Take(MostLogged)) LogFinding(finding);
        if (checkResult.Findings.Count - MostLogged is > 0 and var further)
            log.Warn("further findings are not logged", [("findings", further), ("help", $"`promlauncher validate {Location}` shows all of them")]);
        _checked = snapshot;
        _last = new Candidate
        {
            Version = snapshot.Version,
            Files = expanded.Bundle.Files,
            MainFile = snapshot.MainFile,
            Findings = checkResult.Findings,
            IsBlocked = checkResult.IsBlocked,
            Queues = RemoteWriteQueues.Fingerprints(expanded.Documents.GetValueOrDefault(snapshot.MainFile)),
            HoldsSecrets = expansion.AsksAgain,
        };
        return KeepsTrees ? _last with { Expanded = expanded } : _last;
    }

    /// <inheritdoc/>
    public void Dispose() => (source as IDisposable)?.Dispose();

    /// <summary>The failure for a rejected configuration.</summary>
    public static FailureException Invalid(Candidate candidate, string location)
    {
        var errors = candidate.Findings.Count(static finding => finding.Severity == Severity.Error);
        return new FailureException(FailureKind.Invalid, $"the configuration of {location} is invalid{(errors == 0 ? "" : errors == 1 ? ": 1 error" : $": {errors} errors")}",
            "see the errors above, each with file, line and column; `promlauncher validate` also shows the lines");
    }

    private static bool SameContent(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> one, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> other)
    {
        foreach (var (path, content) in one)
        {
            if (!other.TryGetValue(path, out var before) || !content.Span.SequenceEqual(before.Span)) return false;
        }

        return one.Count == other.Count;
    }

    private void LogFinding(Diagnostic finding)
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
