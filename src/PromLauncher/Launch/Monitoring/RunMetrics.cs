using PromLauncher.Supervision;
using PromLauncher.Telemetry;

namespace PromLauncher.Launch.Monitoring;

/// <summary>The metrics of <c>run</c>; docs/operations.md describes how to use them.</summary>
internal sealed class RunMetrics(RunState state) : IMetricsSource
{
    /// <inheritdoc/>
    public void Write(MetricsText text)
    {
        var status = state.Status;
        text.Family("promlauncher_config_info", MetricType.Gauge, "The configuration that Prometheus runs: a constant 1, labeled by its release, its version at the source and its location.")
            .Sample(1, ("release", status.Release), ("version", status.SourceVersion), ("location", status.Location));
        text.Time("promlauncher_config_last_fetch_success_timestamp_seconds",
            "When the configuration was last fetched, whether it had changed or not.", status.LastFetchSuccess);
        text.Time("promlauncher_config_last_reload_success_timestamp_seconds",
            "When Prometheus last loaded a configuration, at its start or by a reload.", status.LastReloadSuccess);
        text.Gauge("promlauncher_config_last_reload_successful", "Whether Prometheus accepted the last configuration that it was given.", status.IsLastReloadSuccessful);
        text.Gauge("promlauncher_config_reload_pending", "Whether a reload has begun and not ended yet.", status.PendingRelease is not null);
        text.Gauge("promlauncher_config_last_good_in_use", "Whether Prometheus runs the last good configuration because the newest can't be fetched or is invalid.", status.IsLastGood);
        text.Gauge("promlauncher_config_refused", "Whether the newest configuration was refused before Prometheus saw it.", status.IsRefused);
        text.Gauge("promlauncher_config_findings", "Errors and warnings in the newest configuration.", status.Findings.Count(static finding => finding.Severity != Config.Severity.Note));

        text.Family("promlauncher_fetches_total", MetricType.Counter, "Attempts to fetch the configuration, by how they ended.")
            .Sample(status.FetchesSucceeded, ("result", "success")).Sample(status.FetchesFailed, ("result", "failure"));
        text.Family("promlauncher_reloads_total", MetricType.Counter, "Reloads of Prometheus, by how they ended.");
        foreach (var outcome in (ReadOnlySpan<ReloadOutcome>)[ReloadOutcome.Confirmed, ReloadOutcome.Failed, ReloadOutcome.Unknown])
            text.Sample(status.Reloads.GetValueOrDefault(outcome), ("result", RunDocument.Name(outcome)));
        text.Counter("promlauncher_rollbacks_total", "Rollbacks to the previous configuration, after Prometheus refused a new one.", status.Rollbacks);
        if (status.SecretsRefresh is not null)
        {
            text.Time("promlauncher_secrets_last_refresh_timestamp_seconds",
                "When all values from Parameter Store and Secrets Manager were last fetched.", status.SecretsRefresh);
            text.Gauge("promlauncher_secrets_stale", "Values from Parameter Store and Secrets Manager that are outdated because fetching them again failed.", status.StaleSecrets);
        }

        if (status.Steps.Count == 0) return;
        text.Family("promlauncher_startup_duration_seconds", MetricType.Gauge, "How long each step of the start took.");
        foreach (var (step, duration) in status.Steps) text.Sample(duration.TotalSeconds, ("step", step));
    }
}
