using PromLauncher.Discovery.Targets;
using PromLauncher.Telemetry;

namespace PromLauncher.Discovery;

/// <summary>Discovery's metrics.</summary>
/// <param name="discoverer">The discoverer that they describe.</param>
/// <param name="time">The clock.</param>
public sealed class DiscoveryMetrics(Discoverer discoverer, TimeProvider time) : IMetricsSource
{
    /// <inheritdoc/>
    public void Write(MetricsText text)
    {
        var status = discoverer.Status;
        text.Family("promlauncher_discovery_targets", MetricType.Gauge, "Targets by cluster.");
        foreach (var cluster in status.Clusters) text.Sample(cluster.Targets, ("cluster", cluster.Name));
        text.Family("promlauncher_discovery_tasks", MetricType.Gauge, "Tasks by cluster.");
        foreach (var cluster in status.Clusters) text.Sample(cluster.Tasks, ("cluster", cluster.Name));
        text.Family("promlauncher_discovery_cluster_up", MetricType.Gauge, "1 when the last cycle succeeded for the cluster.");
        foreach (var cluster in status.Clusters) text.Sample(cluster.Failure is null ? 1 : 0, ("cluster", cluster.Name));
        text.Family("promlauncher_discovery_cluster_last_success_timestamp_seconds", MetricType.Gauge, "When a cycle last succeeded for the cluster.");
        foreach (var cluster in status.Clusters) text.Sample((cluster.LastGood?.ToUnixTimeMilliseconds() ?? 0) / 1000d, ("cluster", cluster.Name));
        text.Family("promlauncher_discovery_skipped_containers", MetricType.Gauge, "Skipped containers, by reason.");
        foreach (var reason in SkipReasons.All) text.Sample(status.Skips.GetValueOrDefault(reason), ("reason", reason.Name()));
        text.Family("promlauncher_discovery_cycles_total", MetricType.Counter, "Cycles by result.");
        text.Sample(status.Cycles - status.FailedCycles, ("result", "ok")).Sample(status.FailedCycles, ("result", "failed"));
        text.Gauge("promlauncher_discovery_cycle_duration_seconds", "How long the last cycle took.", status.LastDuration.TotalSeconds);
        text.Time("promlauncher_discovery_last_cycle_timestamp_seconds", "When the last cycle ended, successfully or not.", status.LastCycle);
        text.Time("promlauncher_discovery_last_success_timestamp_seconds", "When a cycle last succeeded.", status.LastGoodCycle);
        text.Gauge("promlauncher_discovery_seconds_since_success",
            "Seconds since a cycle last succeeded; since the start while none has.", (time.GetUtcNow() - (status.LastGoodCycle ?? status.Started)).TotalSeconds);
        text.Time("promlauncher_discovery_last_write_timestamp_seconds", "When the target file was last written or found up to date.", status.LastWrite);
        text.Gauge("promlauncher_discovery_write_failed", "1 while the target file can't be written.", status.WriteFailure is not null);
        text.Family("promlauncher_discovery_api_calls_total", MetricType.Counter, "AWS API calls by operation and outcome.");
        var throttled = 0L;
        foreach (var (operation, outcome, count) in discoverer.Calls.Calls)
        {
            text.Sample(count, ("operation", operation), ("outcome", Name(outcome)));
            if (outcome == Scan.CallOutcome.Throttled) throttled += count;
        }

        text.Counter("promlauncher_discovery_api_throttles_total", "API calls that AWS throttled.", throttled);
        text.Family("promlauncher_discovery_api_rate", MetricType.Gauge, "The current maximum requests per second, by region.");
        foreach (var region in status.Rates.GroupBy(static rate => rate.Region)) text.Sample(region.Min(static rate => rate.Rate), ("region", region.Key));
    }

    private static string Name(Scan.CallOutcome outcome) => outcome switch
    {
        Scan.CallOutcome.Ok => "ok",
        Scan.CallOutcome.Throttled => "throttled",
        Scan.CallOutcome.Denied => "denied",
        _ => "failed",
    };
}
