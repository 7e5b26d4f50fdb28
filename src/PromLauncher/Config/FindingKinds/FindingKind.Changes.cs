namespace PromLauncher.Config;

/// <content>What <c>--from-version</c> tells.</content>
public sealed partial class FindingKind
{
    internal static FindingKind RefusedBefore { get; } = new("refused-before", Severity.Note, "The earlier release refuses this.");
    internal static FindingKind ChangedBackoff { get; } = new("changed-backoff", Severity.Note, "Since 2.32 a failed `remote_write` request waits up to 5 s between retries; previously up to 100 ms.");
    internal static FindingKind ChangedTlsMinimum { get; } = new("changed-tls-minimum", Severity.Note, "Since 2.35 TLS 1.0 and 1.1 are disabled by default.");
    internal static FindingKind ChangedQueueDefaults { get; } = new("changed-queue-defaults", Severity.Note, "Since 2.44 a `remote_write` queue defaults to at most 50 shards of 10,000 samples, sent 2,000 at a time; previously 200, 2,500 and 500.");
    internal static FindingKind ChangedContentType { get; } = new("changed-content-type", Severity.Warning, "Since 3.0 a scrape fails when the target's Content-Type is missing or unknown; previously it was read as Prometheus's text format.");
    internal static FindingKind ChangedExternalLabels { get; } = new("changed-external-labels", Severity.Warning, "Since 3.0 Prometheus expands `$NAME` and `${NAME}` in `external_labels`; unset variables become empty.");
    internal static FindingKind ChangedRegexDot { get; } = new("changed-regex-dot", Severity.Note, "Since 3.0 `.` in a regular expression also matches a line break.");
    internal static FindingKind ChangedDefaultPort { get; } = new("changed-default-port", Severity.Note, "Since 3.0 no port is added to a target: `instance` is \"host\" where it was \"host:80\" or \"host:443\".");
    internal static FindingKind ChangedHttp2 { get; } = new("changed-http2", Severity.Note, "Since 3.0 `remote_write` uses HTTP/1.1 by default; previously HTTP/2.");
    internal static FindingKind ChangedBucketLabels { get; } = new("changed-bucket-labels", Severity.Note, "Since 3.0 the labels `le` and `quantile` are written as decimals: le=\"1\" becomes le=\"1.0\".");
    internal static FindingKind ChangedNames { get; } = new("changed-names", Severity.Note, "Since 3.0 metric and label names may contain any UTF-8 text; previously samples with such names were refused.");
    internal static FindingKind ChangedRanges { get; } = new("changed-ranges", Severity.Note, "Since 3.0 a range such as `[5m]` leaves out the sample at its left end: rules whose range is a multiple of the interval see one sample fewer. `holt_winters` is now `double_exponential_smoothing`.");
    internal static FindingKind ChangedNativeHistograms { get; } = new("changed-native-histograms", Severity.Warning, "Since 3.9 the feature flag native-histograms does nothing.");
    internal static FindingKind ChangedRedirects { get; } = new("changed-redirects", Severity.Note, "Since 3.13 credentials and headers are not forwarded on a redirect to another host.");
    internal static FindingKind ChangedHetznerDatacenter { get; } = new("changed-hetzner-datacenter", Severity.Note, "Since 3.14 targets of Hetzner's cloud have no `__meta_hetzner_datacenter`.");

    private static FindingKind[] Changes =>
    [
        ChangedBackoff, ChangedTlsMinimum, ChangedQueueDefaults, ChangedContentType, ChangedExternalLabels, ChangedRegexDot, ChangedDefaultPort,
        ChangedHttp2, ChangedBucketLabels, ChangedNames, ChangedRanges, ChangedNativeHistograms, ChangedRedirects, ChangedHetznerDatacenter,
        RefusedBefore,
    ];
}
