using PromLauncher.Config.Schema;

namespace PromLauncher.Config.Lints;

/// <summary>All lints.</summary>
public static class LintCatalog
{
    private const string Amp = "https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-onboard-ingest-metrics-existing-Prometheus.html";
    private const string AmpHa = "https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-ingest-dedupe.html";
    private const string Write = PrometheusSchema.Docs + "#remote_write";
    private const string Scrape = PrometheusSchema.Docs + "#scrape_config";
    private const string Ecs = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#container_definition_timeout";

    /// <summary>The URL of an AMP workspace lacks its path.</summary>
    public static Lint AmpUrlPath { get; } = new("amp-url-path", Severity.Warning, "End it with /workspaces/ws-…/api/v1/remote_write.", Amp);

    /// <summary>The URL of an AMP workspace has a slash too many.</summary>
    public static Lint AmpUrlSlash { get; } = new("amp-url-slash", Severity.Warning, "Remove the extra slash: the signature covers the path as it is written.", Amp);

    /// <summary>AMP without signing.</summary>
    public static Lint AmpWithoutSigV4 { get; } = new("amp-without-sigv4", Severity.Warning, "Add `sigv4: {}` beside the URL.", Amp);

    /// <summary>AMP signed for another region.</summary>
    public static Lint AmpRegion { get; } = new("amp-region", Severity.Warning, "Name the region of the URL.", Amp);

    /// <summary>AMP answers 429 when it throttles, and Prometheus drops what it sent unless told otherwise.</summary>
    public static Lint AmpRetry { get; } = new("amp-retry", Severity.Warning, "Add `retry_on_http_429: true` to `queue_config`.", Write);

    /// <summary>One of the two labels by which AMP removes duplicates.</summary>
    public static Lint AmpHighAvailability { get; } = new("amp-ha-labels", Severity.Warning, "Set both `cluster` and `__replica__` in `external_labels`, or none of them.", AmpHa);

    /// <summary>None of the two labels by which AMP removes duplicates.</summary>
    public static Lint AmpNoHighAvailability { get; } = new("amp-no-ha-labels", Severity.Note, "With two tasks of the same configuration set `cluster` and `__replica__` in `external_labels`.", AmpHa);

    /// <summary>A role that takes itself.</summary>
    public static Lint SigV4OwnRole { get; } = new("sigv4-own-role", Severity.Warning, "Remove `role_arn`: the task signs with that role already, and a role may not always assume itself.", Write);

    /// <summary>A cluster of an AWS discovery that is no ARN.</summary>
    public static Lint ClusterArn { get; } = new("cluster-not-arn", Severity.Warning, "Write the cluster's whole ARN (Prometheus 3.14 crashes on a name).", PrometheusSchema.Docs + "#aws_sd_config");

    /// <summary>The last samples are not sent before the task is killed.</summary>
    public static Lint FlushDeadline { get; } = new("flush-deadline", Severity.Warning, "Lower --storage.remote.flush-deadline below the task's stopTimeout, or raise that (120 s at most).", Ecs);

    /// <summary>A secret written out.</summary>
    public static Lint LiteralSecret { get; } = new("literal-secret", Severity.Warning, "Name a file, or a placeholder such as ${ssm:/path} or ${secretsmanager:id}.", "https://prometheus.io/docs/operating/security/#secrets");

    /// <summary>A secret in a field that Prometheus shows.</summary>
    public static Lint SecretShown { get; } = new("secret-shown", Severity.Warning, "Prometheus shows this field on its /config page: put the secret into a field made for it.", "https://prometheus.io/docs/operating/security/#secrets");

    /// <summary>Unencrypted requests over the internet.</summary>
    public static Lint PublicHttp { get; } = new("public-http", Severity.Warning, "Use https://.", "https://prometheus.io/docs/operating/security/");

    /// <summary>Targets that may pretend to be others, and their series sent on.</summary>
    public static Lint HonorLabels { get; } = new("honor-labels", Severity.Note, "Keep it for federation and the Pushgateway only: a target decides its own `job` and `instance` in what is sent on.", Scrape);

    /// <summary>Gaps in every graph.</summary>
    public static Lint Lookback { get; } = new("interval-above-lookback", Severity.Warning, "Scrape at least every 2 minutes: a series older than 5 minutes counts as gone.", "https://prometheus.io/docs/prometheus/latest/querying/basics/#staleness");

    /// <summary>A job that can't have targets.</summary>
    public static Lint NoDiscovery { get; } = new("no-discovery", Severity.Warning, "Add `static_configs` or one of the `…_sd_configs`.", Scrape);

    /// <summary>The <c>&lt;…&gt;</c> of a web page left in.</summary>
    public static Lint Unfilled { get; } = new("unfilled-value", Severity.Warning, "Put the real value there.", PrometheusSchema.Docs);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Lint> All =>
    [
        AmpUrlPath, AmpUrlSlash, AmpWithoutSigV4, AmpRegion, AmpRetry, AmpHighAvailability, AmpNoHighAvailability, SigV4OwnRole, ClusterArn, FlushDeadline,
        LiteralSecret, SecretShown, PublicHttp, HonorLabels, Lookback, NoDiscovery, Unfilled,
    ];
}
