using System.Globalization;
using PromLauncher.Config;
using PromLauncher.Supervision;
using PromLauncher.Telemetry;

namespace PromLauncher.Launch.Monitoring;

/// <summary>The status page of <c>run</c>.</summary>
internal static class RunPage
{
    /// <summary>Creates it.</summary>
    /// <param name="status">The status to show.</param>
    /// <param name="now">The current time.</param>
    /// <param name="more">Sections of other components in the same process.</param>
    public static string Render(RunStatus status, DateTimeOffset now, IReadOnlyList<PageSection> more) => StatusPage.Render(
        new PageHead("promlauncher run", Build.Version, State(status, now), Links(more.Count > 0)) { Made = now },
        [Configuration(status, now), Findings(status), Reloads(status, now), .. more, Start(status)]);

    private static IReadOnlyList<(string Path, string Name)> Links(bool discovers) => discovers
        ? [("/-/status", "Status as JSON"), ("/metrics", "Metrics"), ("/healthz", "Health"), ("/sd", "Targets as JSON")]
        : [("/-/status", "Status as JSON"), ("/metrics", "Metrics"), ("/healthz", "Health")];

    private static PageText State(RunStatus status, DateTimeOffset now) => status switch
    {
        { Release.Length: 0, FetchFailure: { } failure } => new("Waiting for the first configuration", Tone.Bad) { Detail = failure },
        { Release.Length: 0 } => new("Starting", Tone.Warning) { Detail = "The first configuration is being fetched." },
        { IsRestartNeeded: true, IsLastReloadSuccessful: false } => new("Prometheus runs parts of two configurations", Tone.Bad) { Detail = "It refused one, and another reload would crash it. Restart the task." },
        { IsRestartNeeded: true } => new("A newer configuration is available", Tone.Warning) { Detail = "Restart the task to use it: with --refresh-interval=0 nothing is reloaded." },
        { PendingRelease: { } pending } => new("A reload is pending", Tone.Warning) { Detail = $"Prometheus is reading release {pending}. A changed remote_write whose endpoint hangs takes up to the flush deadline." },
        { IsLastGood: true } => new("Running the last good configuration", Tone.Bad) { Detail = "The newest can't be fetched or is invalid." },
        { RefusedRelease: var (release, next) } => new("Prometheus refused the newest configuration; the previous one is running", Tone.Bad)
        {
            Detail = $"Release {release} is retried {(next > now ? $"in {Span(next - now)}" : "at the next refresh")}. Prometheus's own log lines say what is wrong with it.",
        },
        { IsRefused: true } => new("The newest configuration is invalid; the previous one is running", Tone.Bad) { Detail = "The findings below say where." },
        { FetchFailure: { } failure } => new("The source can't be read; the previous configuration is running", Tone.Bad) { Detail = failure },
        { WasReady: false } => new("Prometheus is starting", Tone.Warning) { Detail = "It answers once its write-ahead log is read." },
        _ => new("Running the newest configuration", Tone.Good) { Detail = $"Release {status.Release}, for {Span(now - status.RunningSince)}." },
    };

    private static PageSection Configuration(RunStatus status, DateTimeOffset now) => new("Configuration")
    {
        Facts =
        [
            ("Location", PageText.Code(status.Location)),
            ("Version at the source", status.SourceVersion.Length == 0 ? "unknown" : PageText.Code(status.SourceVersion)),
            ("Release", status.Release.Length == 0 ? "none yet" : PageText.Code(status.Release) with { Detail = $"running for {Span(now - status.RunningSince)}, since {Moment(status.RunningSince)}" }),
            ("Last fetch", LastFetch(status, now)),
            ("Fetches", string.Create(CultureInfo.InvariantCulture, $"{status.FetchesSucceeded} succeeded, {status.FetchesFailed} failed")),
            .. status.LastRequest is { } request ? [("Last request to reload", new PageText(request.IsDone ? "done" : "not done", request.IsDone ? Tone.Good : Tone.Bad) { Detail = request.Text })] : Array.Empty<(string, PageText)>(),
            ("Secrets", Secrets(status, now)),
            ("Prometheus", status.Child is { } child
                ? PageText.Code(status.ChildAddress?.ToString() ?? "") with { Detail = string.Create(CultureInfo.InvariantCulture, $"process {child.Id}{(status.WasReady ? "" : ", not ready yet")}") }
                : "not started yet"),
        ],
    };

    private static PageText LastFetch(RunStatus status, DateTimeOffset now) => status switch
    {
        { LastFetch: null } => "under way",
        { FetchFailure: { } failure } => new PageText("failed", Tone.Bad) { Detail = $"{Ago(status.LastFetch, now)}; the last successful one: {Ago(status.LastFetchSuccess, now)}. {failure}" },
        _ => new PageText("succeeded", Tone.Good) { Detail = Ago(status.LastFetch, now) },
    };

    private static PageText Secrets(RunStatus status, DateTimeOffset now) => status switch
    {
        { SecretsRefresh: null } => "none used",
        { StaleSecrets: > 0 and var stale } => new PageText(string.Create(CultureInfo.InvariantCulture, $"{stale} could not be read again"), Tone.Bad) { Detail = $"Their old values are used. All were last read {Ago(status.SecretsRefresh, now)}." },
        _ => new PageText("up to date", Tone.Good) { Detail = $"read {Ago(status.SecretsRefresh, now)}" },
    };

    private static PageSection Findings(RunStatus status) => new("Findings in the newest configuration")
    {
        Columns = ["Severity", "Where", "What"],
        Rows = [.. status.Findings.Select(static finding => (IReadOnlyList<PageText>)
        [
            new PageText(finding.Severity.ToString().ToLowerInvariant(), finding.Severity switch { Severity.Error => Tone.Bad, Severity.Warning => Tone.Warning, _ => Tone.None }),
            PageText.Code(string.Create(CultureInfo.InvariantCulture, $"{finding.File}:{finding.Span.Line}:{finding.Span.Column}")),
            new PageText(finding.Message) { Detail = finding.Help },
        ])],
        WhenEmpty = "None.",
    };

    private static PageSection Reloads(RunStatus status, DateTimeOffset now) => new("Reloads")
    {
        Columns = ["Outcome", "Release", "Ended"],
        Rows = [.. status.History.Select(entry => (IReadOnlyList<PageText>)
        [
            new PageText(RunDocument.Name(entry.Outcome), entry.Outcome switch { ReloadOutcome.Confirmed => Tone.Good, ReloadOutcome.Failed => Tone.Bad, _ => Tone.Warning }),
            PageText.Code(entry.Release),
            Ago(entry.Ended, now),
        ])],
        WhenEmpty = "None since the start.",
    };

    private static PageSection Start(RunStatus status) => new("Start")
    {
        Facts = [.. status.Steps.Select(static step => (Name(step.Step), (PageText)string.Create(CultureInfo.InvariantCulture, $"{step.Duration.TotalMilliseconds:N1} ms")))],
        WhenEmpty = "Under way.",
    };

    private static string Name(string step) => step switch
    {
        RunState.Load => "Fetching and checking",
        RunState.Publish => "Writing",
        RunState.Start => "Until Prometheus started",
        RunState.ReadyAfterStart => "From then until ready",
        _ => step,
    };

    private static string Ago(DateTimeOffset? when, DateTimeOffset now) => when is null ? "never" : $"{Span(now - when)} ago, at {Moment(when)}";

    private static string Moment(DateTimeOffset? when) => $"{when?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC";

    private static string Span(TimeSpan? span) => span switch
    {
        null => "some time",
        { TotalMinutes: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, (long)span.Value.TotalSeconds)} s"),
        { TotalHours: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{(long)span.Value.TotalMinutes} min"),
        { TotalDays: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{(long)span.Value.TotalHours} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(long)span.Value.TotalDays} days"),
    };
}
