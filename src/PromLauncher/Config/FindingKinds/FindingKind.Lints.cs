using PromLauncher.Config.Schema;

namespace PromLauncher.Config;

/// <content>Lints: what is stricter than Prometheus.</content>
public sealed partial class FindingKind
{
    private const string Amp = "https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-onboard-ingest-metrics-existing-Prometheus.html";
    private const string AmpHa = "https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-ingest-dedupe.html";
    private const string Write = PrometheusSchema.Docs + "#remote_write";
    private const string Scrape = PrometheusSchema.Docs + "#scrape_config";
    private const string Ecs = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#container_definition_timeout";

    internal static FindingKind AmpUrlPath { get; } = new("amp-url-path", Severity.Warning, "The URL of an AMP workspace lacks its path.")
    {
        Help = "End it with /workspaces/ws-…/api/v1/remote_write.",
        Url = Amp,
    };

    internal static FindingKind AmpUrlSlash { get; } = new("amp-url-slash", Severity.Warning, "The URL of an AMP workspace has an extra slash.")
    {
        Help = "Remove the extra slash: the signature covers the path as it is written.",
        Url = Amp,
    };

    internal static FindingKind AmpWithoutSigV4 { get; } = new("amp-without-sigv4", Severity.Warning, "AMP without signing.")
    {
        Help = "Add `sigv4: {}` next to the URL.",
        Url = Amp,
    };

    internal static FindingKind AmpRegion { get; } = new("amp-region", Severity.Warning, "AMP signed for another region.")
    {
        Help = "Use the region of the URL.",
        Url = Amp,
    };

    internal static FindingKind AmpRetry { get; } = new("amp-retry", Severity.Warning, "AMP answers 429 when it throttles, and by default Prometheus drops what it sent.")
    {
        Help = "Add `retry_on_http_429: true` to `queue_config`.",
        Url = Write,
    };

    internal static FindingKind AmpHighAvailability { get; } = new("amp-ha-labels", Severity.Warning, "Only one of the two labels by which AMP removes duplicates.")
    {
        Help = "Set both `cluster` and `__replica__` in `external_labels`, or neither.",
        Url = AmpHa,
    };

    internal static FindingKind AmpNoHighAvailability { get; } = new("amp-no-ha-labels", Severity.Note, "Neither of the two labels by which AMP removes duplicates.")
    {
        Help = "With two tasks of the same configuration set `cluster` and `__replica__` in `external_labels`.",
        Url = AmpHa,
    };

    internal static FindingKind SigV4OwnRole { get; } = new("sigv4-own-role", Severity.Warning, "A role that assumes itself.")
    {
        Help = "Remove `role_arn`: the task signs with that role already, and a role may not always assume itself.",
        Url = Write,
    };

    internal static FindingKind ClusterArn { get; } = new("cluster-not-arn", Severity.Warning, "A cluster of an AWS discovery that is not an ARN.")
    {
        Help = "Write the cluster's whole ARN (Prometheus 3.14 crashes on a name).",
        Url = PrometheusSchema.Docs + "#aws_sd_config",
    };

    internal static FindingKind FlushDeadline { get; } = new("flush-deadline", Severity.Warning, "The last samples are not sent before the task is killed.")
    {
        Help = "Lower --storage.remote.flush-deadline below the task's stopTimeout, or raise that (120 s at most).",
        Url = Ecs,
    };

    internal static FindingKind LiteralSecret { get; } = new("literal-secret", Severity.Warning, "A secret in plain text.")
    {
        Help = "Use a file, or a placeholder such as ${ssm:/path} or ${secretsmanager:id}.",
        Url = "https://prometheus.io/docs/operating/security/#secrets",
    };

    internal static FindingKind SecretShown { get; } = new("secret-shown", Severity.Warning, "A secret in a field that Prometheus shows.")
    {
        Help = "Prometheus shows this field on its /config page: put the secret into a field for secrets.",
        Url = "https://prometheus.io/docs/operating/security/#secrets",
    };

    internal static FindingKind PublicHttp { get; } = new("public-http", Severity.Warning, "Unencrypted requests over the internet.")
    {
        Help = "Use https://.",
        Url = "https://prometheus.io/docs/operating/security/",
    };

    internal static FindingKind HonorLabels { get; } = new("honor-labels", Severity.Note, "Targets that may overwrite `job` and `instance`, in series sent to `remote_write`.")
    {
        Help = "Use it only for federation and the Pushgateway: it lets targets set `job` and `instance` themselves.",
        Url = Scrape,
    };

    internal static FindingKind Lookback { get; } = new("interval-above-lookback", Severity.Warning, "An interval that leaves gaps in every graph.")
    {
        Help = "Scrape at least every 2 minutes: a series without samples for 5 minutes counts as stale.",
        Url = "https://prometheus.io/docs/prometheus/latest/querying/basics/#staleness",
    };

    internal static FindingKind NoDiscovery { get; } = new("no-discovery", Severity.Warning, "A job that can't have targets.")
    {
        Help = "Add `static_configs` or one of the `…_sd_configs`.",
        Url = Scrape,
    };

    internal static FindingKind Unfilled { get; } = new("unfilled-value", Severity.Warning, "A `<…>` from an example that was not replaced.")
    {
        Help = "Put the real value there.",
        Url = PrometheusSchema.Docs,
    };

    internal static FindingKind DuplicateRemoteWrite { get; } = new("duplicate-remote-write", Severity.Warning, "Two equal `remote_write` sections, which Prometheus refuses when it applies the configuration.")
    {
        Help = "Remove one of them, or give them different names with `name`.",
        Url = Write,
    };

    /// <summary>All lints.</summary>
    public static IReadOnlyList<FindingKind> Lints =>
    [
        AmpUrlPath, AmpUrlSlash, AmpWithoutSigV4, AmpRegion, AmpRetry, AmpHighAvailability, AmpNoHighAvailability, SigV4OwnRole, ClusterArn,
        FlushDeadline, LiteralSecret, SecretShown, PublicHttp, HonorLabels, Lookback, NoDiscovery, Unfilled, DuplicateRemoteWrite,
    ];
}
