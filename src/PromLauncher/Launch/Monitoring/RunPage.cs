using System.Globalization;
using PromLauncher.Config;
using PromLauncher.Supervision;
using PromLauncher.Telemetry;

namespace PromLauncher.Launch.Monitoring;

/// <summary>The status page of <c>run</c>.</summary>
internal static class RunPage
{
    /// <summary>Makes it.</summary>
    /// <param name="status">What is known.</param>
    /// <param name="now">The time it is made.</param>
    /// <param name="more">Sections of others that run in the same process.</param>
    public static string Render(RunStatus status, DateTimeOffset now, IEnumerable<PageSection> more) =>
        StatusPage.Render("promlauncher run", Build.Version, [("/-/status", "JSON"), ("/metrics", "Metrics"), ("/healthz", "Health")],
            [Configuration(status, now), Findings(status), Reloads(status, now), Start(status), .. more]);

    private static PageSection Configuration(RunStatus status, DateTimeOffset now) => new("Configuration")
    {
        Facts =
        [
            ("State", State(status)),
            ("Location", status.Location),
            ("Release", status.Release.Length == 0 ? "none yet" : status.Release),
            ("Version at the source", status.SourceVersion.Length == 0 ? "unknown" : status.SourceVersion),
            ("Running for", Age(status.RunningSince, now)),
            ("Last successful fetch", Ago(status.LastFetchSuccess, now)),
            ("Last fetch", Ago(status.LastFetch, now)),
            ("Fetches", string.Create(CultureInfo.InvariantCulture, $"{status.FetchesSucceeded} succeeded, {status.FetchesFailed} failed")),
            ("Secrets last refreshed", status.SecretsRefresh is null ? "no secrets used" : Ago(status.SecretsRefresh, now)),
            ("Prometheus", status.Child is { } child ? string.Create(CultureInfo.InvariantCulture, $"{status.ChildAddress} (process {child.Id}{(status.WasReady ? "" : ", not ready yet")})") : "not started yet"),
        ],
    };

    private static PageText State(RunStatus status) => status switch
    {
        { Release.Length: 0 } => new PageText("starting", Tone.Warning),
        { IsRestartNeeded: true } => new PageText("a newer configuration is there: restart the task to use it", Tone.Warning),
        { IsLastGood: true } => new PageText("running the last good configuration: the newest can't be had or is invalid", Tone.Bad),
        { PendingRelease: { } pending } => new PageText($"reload of {pending} pending", Tone.Warning),
        { IsLastReloadSuccessful: false } => new PageText("Prometheus refused the newest configuration; the one before runs", Tone.Bad),
        { IsRefused: true } => new PageText("the newest configuration is invalid; the one before runs", Tone.Bad),
        _ => new PageText("running the newest configuration", Tone.Good),
    };

    private static PageSection Findings(RunStatus status) => new("Findings")
    {
        Columns = ["Severity", "Where", "What", "Help"],
        Rows = [.. status.Findings.Select(static finding => (IReadOnlyList<PageText>)
        [
            new PageText(finding.Severity.ToString().ToLowerInvariant(), finding.Severity switch { Severity.Error => Tone.Bad, Severity.Warning => Tone.Warning, _ => Tone.None }),
            string.Create(CultureInfo.InvariantCulture, $"{finding.File}:{finding.Span.Line}:{finding.Span.Column}"),
            finding.Message,
            finding.Help ?? "",
        ])],
        WhenEmpty = "None in the newest configuration.",
    };

    private static PageSection Reloads(RunStatus status, DateTimeOffset now) => new("Reloads")
    {
        Columns = ["Ended", "Release", "Outcome"],
        Rows = [.. status.History.Select(entry => (IReadOnlyList<PageText>)
        [
            Ago(entry.Ended, now),
            entry.Release,
            new PageText(RunDocument.Name(entry.Outcome), entry.Outcome switch { ReloadOutcome.Confirmed => Tone.Good, ReloadOutcome.Failed => Tone.Bad, _ => Tone.Warning }),
        ])],
        WhenEmpty = "None since the start.",
    };

    private static PageSection Start(RunStatus status) => new("Start")
    {
        Facts = [.. status.Steps.Select(static step => (step.Step, (PageText)string.Create(CultureInfo.InvariantCulture, $"{step.Duration.TotalMilliseconds:0.0} ms")))],
    };

    private static string Ago(DateTimeOffset? when, DateTimeOffset now) => when is null ? "never" : $"{Age(when, now)} ago, at {when.Value.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC";

    private static string Age(DateTimeOffset? since, DateTimeOffset now) => (now - since) switch
    {
        null => "not yet",
        { TotalMinutes: < 2 } age => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, (long)age.TotalSeconds)} s"),
        { TotalHours: < 2 } age => string.Create(CultureInfo.InvariantCulture, $"{(long)age.TotalMinutes} min"),
        { TotalDays: < 2 } age => string.Create(CultureInfo.InvariantCulture, $"{(long)age.TotalHours} h"),
        { } age => string.Create(CultureInfo.InvariantCulture, $"{(long)age.TotalDays} days"),
    };
}
