using System.Text.Json;
using PromLauncher.Config;
using PromLauncher.Supervision;

namespace PromLauncher.Launch.Monitoring;

/// <summary>The status of <c>run</c> as JSON: its state file and <c>/-/status</c>. Contains no placeholder value and no file content.</summary>
internal static class RunDocument
{
    /// <summary>Writes the members of one status.</summary>
    public static void Write(RunStatus status, Utf8JsonWriter json)
    {
        json.WriteString("location", status.Location);
        json.WriteStartObject("release");
        json.WriteString("hash", status.Release);
        json.WriteString("source_version", status.SourceVersion);
        Time(json, "since", status.RunningSince);
        json.WriteBoolean("is_last_good", status.IsLastGood);
        json.WriteBoolean("is_refused", status.IsRefused);
        json.WriteBoolean("restart_needed", status.IsRestartNeeded);
        json.WriteEndObject();

        json.WriteStartObject("fetch");
        Time(json, "last", status.LastFetch);
        Time(json, "last_success", status.LastFetchSuccess);
        json.WriteString("failure", status.FetchFailure);
        json.WriteNumber("succeeded", status.FetchesSucceeded);
        json.WriteNumber("failed", status.FetchesFailed);
        json.WriteNumber("requests_taken", status.RequestsTaken);
        json.WriteNumber("requests_ended", status.RequestsEnded);
        if (status.LastRequest is var (done, text))
        {
            json.WriteStartObject("last_request");
            json.WriteBoolean("done", done);
            json.WriteString("text", text);
            json.WriteEndObject();
        }

        Time(json, "secrets_refresh", status.SecretsRefresh);
        json.WriteNumber("secrets_stale", status.StaleSecrets);
        json.WriteEndObject();

        json.WriteStartObject("reload");
        Time(json, "last_success", status.LastReloadSuccess);
        json.WriteBoolean("last_successful", status.IsLastReloadSuccessful);
        json.WriteString("pending", status.PendingRelease);
        json.WriteNumber("rollbacks", status.Rollbacks);
        if (status.RefusedRelease is var (refused, nextTry))
        {
            json.WriteStartObject("refused");
            json.WriteString("release", refused);
            json.WriteString("next_try", nextTry);
            json.WriteEndObject();
        }

        json.WriteStartArray("history");
        foreach (var (ended, release, outcome) in status.History)
        {
            json.WriteStartObject();
            json.WriteString("ended", ended);
            json.WriteString("release", release);
            json.WriteString("outcome", Name(outcome));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();

        json.WriteStartObject("child");
        if (status.Child is { } child)
        {
            json.WriteNumber("pid", child.Id);
            json.WriteNumber("pid_start", child.Start);
        }

        json.WriteString("url", status.ChildAddress?.ToString());
        json.WriteBoolean("was_ready", status.WasReady);
        json.WriteBoolean("replaced_launcher", status.ReplacedLauncher);
        json.WriteEndObject();

        json.WriteStartArray("findings");
        foreach (var finding in status.Findings) Write(finding, json);
        json.WriteEndArray();

        json.WriteStartObject("startup_seconds");
        foreach (var (step, duration) in status.Steps) json.WriteNumber(step, Math.Round(duration.TotalSeconds, 6));
        json.WriteEndObject();
    }

    /// <summary>The name of an outcome in metrics and documents.</summary>
    public static string Name(ReloadOutcome outcome) => outcome.ToString().ToLowerInvariant();

    private static void Write(Diagnostic finding, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", finding.Id);
        json.WriteString("severity", finding.Severity.ToString().ToLowerInvariant());
        json.WriteString("message", finding.Message);
        json.WriteString("help", finding.Help);
        json.WriteString("file", finding.File);
        json.WriteNumber("line", finding.Span.Line);
        json.WriteNumber("column", finding.Span.Column);
        json.WriteEndObject();
    }

    private static void Time(Utf8JsonWriter json, string name, DateTimeOffset? value)
    {
        if (value is { } time) json.WriteString(name, time);
        else json.WriteNull(name);
    }
}
