using System.Text;
using PromLauncher.Config;
using PromLauncher.Config.Changes;
using PromLauncher.Config.Document;
using PromLauncher.Config.Validation;

namespace PromLauncher.Tests.Config.Changes;

public sealed class ReleaseDifferenceTest
{
    /// <summary>Touched by every change of behaviour.</summary>
    private const string Text = """
        global:
          external_labels: {region: eu, price: '5$'}
        rule_files: [a.yml]
        remote_write:
        - url: https://receiver.acme.com/
          basic_auth: {username: a, password_file: b}
        scrape_configs:
        - job_name: a
          scheme: https
          tls_config: {ca_file: ca.pem}
          static_configs: [{targets: ['a:1', b]}]
          metric_relabel_configs:
          - {source_labels: [le], regex: '1|a\.b|[.]', action: drop}
          - {source_labels: [a], regex: 'a.b', action: drop}
        - job_name: b
          hetzner_sd_configs: [{role: hcloud}]
          relabel_configs:
          - {source_labels: [__meta_hetzner_datacenter], target_label: dc}
        """;

    [Fact]
    public void Every_change_of_behaviour_is_reported_once_at_its_first_place()
    {
        var options = new ValidationOptions { From = new(2, 26), FeatureFlags = new HashSet<string> { "native-histograms" } };
        Assert.Equal(
            [
                ("changed-external-labels", 2), ("changed-ranges", 3), ("changed-backoff", 5), ("changed-http2", 5), ("changed-queue-defaults", 5), ("changed-redirects", 6),
                ("changed-names", 7), ("changed-native-histograms", 7), ("changed-content-type", 8), ("changed-tls-minimum", 10), ("changed-default-port", 11),
                ("changed-bucket-labels", 13), ("changed-regex-dot", 14), ("changed-hetzner-datacenter", 18),
            ],
            Told(Text, options).Select(finding => (finding.Id, finding.Span.Line)).OrderBy(finding => finding.Line).ThenBy(finding => finding.Id, StringComparer.Ordinal));
        Assert.Equal(BehaviourChanges.All.Count, Told(Text, options).Count);
        Assert.EndsWith("one more place.", Told(Text, options).Single(finding => finding.Id == "changed-content-type").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2.26", "2.31", "")]
    [InlineData("2.26", "2.32", "changed-backoff")]
    [InlineData("2.32", "2.43", "changed-tls-minimum")]
    [InlineData("2.43", "2.55", "changed-queue-defaults")]
    [InlineData("2.55", "2.44", "")]
    [InlineData("2.55", "2.43", "changed-queue-defaults")]
    [InlineData("3.0", "3.12", "")]
    [InlineData("3.12", "3.13", "changed-redirects")]
    [InlineData("3.14", "3.14", "")]
    public void Only_changes_between_both_are_reported_in_either_direction(string from, string to, string expected) =>
        Assert.Equal(expected, string.Join(' ', Told(Text, new() { From = PrometheusVersion.Parse(from), Version = PrometheusVersion.Parse(to) }).Select(finding => finding.Id)));

    [Fact]
    public void A_configuration_that_is_prepared_is_not_touched() =>
        Assert.DoesNotContain(Told(
            """
            global:
              external_labels: {region: eu}
              metric_name_validation_scheme: legacy
            remote_write:
            - url: https://receiver.acme.com/
              enable_http2: true
              queue_config: {max_backoff: 5s, max_shards: 50, capacity: 10000, max_samples_per_send: 2000}
            scrape_configs:
            - job_name: a
              fallback_scrape_protocol: PrometheusText0.0.4
              static_configs: [{targets: ['a:1', '[::1]:2']}]
              relabel_configs:
              - {source_labels: [a], regex: '[].]|[^].]\.', target_label: b}
            """,
            new() { From = new(2, 26) }), finding => finding.Id != "refused-before");

    [Fact]
    public void What_only_one_of_both_refuses_is_reported()
    {
        var findings = Validator.Validate(Parse("runtime: {gogc: 75}\nscrape_configs:\n- job_name: a\n  scrape_classic_histograms: true\n  static_configs: []\nnonsense: 1\n"), new() { From = new(2, 50) });
        var before = Assert.Single(findings, finding => finding.Id == "refused-before");
        Assert.Equal((1, Severity.Note), (before.Span.Line, before.Severity));
        Assert.StartsWith("Prometheus 2.50 refuses this, Prometheus 3.14 accepts it.", before.Message, StringComparison.Ordinal);
        Assert.EndsWith("Prometheus 2.50 accepts it.", Assert.Single(findings, finding => finding.Id == "field-removed").Message, StringComparison.Ordinal);
        Assert.DoesNotContain("accepts it", Assert.Single(findings, finding => finding.Id == "unknown-field").Message, StringComparison.Ordinal);
    }

    private static List<Diagnostic> Told(string text, ValidationOptions options) =>
        [.. Validator.Validate(Parse(text), options).Where(finding => finding.Id.StartsWith("changed-", StringComparison.Ordinal) || finding.Id == "refused-before")];

    private static YamlDocument Parse(string text) => YamlDocument.Parse("prometheus.yml", Encoding.UTF8.GetBytes(text));
}
