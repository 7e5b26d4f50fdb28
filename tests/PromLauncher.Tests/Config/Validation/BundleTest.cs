using PromLauncher.Config;
using PromLauncher.Config.Checks;
using PromLauncher.Config.Placeholders;
using PromLauncher.Config.Validation;
using PromLauncher.Tests.Config.Placeholders;

namespace PromLauncher.Tests.Config.Validation;

/// <summary>What holds across the files of a bundle.</summary>
public sealed class BundleTest
{
    private const string Main = """
        global: {scrape_interval: 15s}
        scrape_config_files: [jobs/*.yml, 'other/a?.yaml']
        rule_files: [rules/*.yml, alerts.yml, /etc/rules/x.yml]
        scrape_configs:
        - job_name: one
          authorization: {credentials_file: token}
          file_sd_configs: [{files: [/output/ecs_file_sd.yml, targets/*.json]}]
        """;

    [Fact]
    public void Jobs_of_other_files_are_held_against_the_main_one()
    {
        var findings = Examine(
            ("conf/prometheus.yml", Main),
            ("conf/jobs/a.yml", "scrape_configs:\n- job_name: one\n  static_configs: [{targets: [a:1]}]\n- job_name: two\n  scrape_timeout: 30s\n  static_configs: [{targets: [a:1]}]\n"),
            ("conf/jobs/deep/b.yml", "nonsense"),
            ("conf/other/ab.yaml", "scrape_configs:\n- job_name: two\n  static_configs: [{targets: ['http://a']}]\n"),
            ("conf/other/abc.yaml", "nonsense")).Findings;
        Assert.Equal(
            [
                ("conf/jobs/a.yml", 2, "duplicate-job-name"),
                ("conf/jobs/a.yml", 5, "timeout-above-interval"),
                ("conf/other/ab.yaml", 2, "duplicate-job-name"),
                ("conf/other/ab.yaml", 3, "target-is-url"),
            ],
            findings.Select(finding => (finding.File, finding.Span.Line, finding.Id)));
        Assert.Contains("conf/prometheus.yml, line 5", findings[0].Message, StringComparison.Ordinal);
        Assert.Contains("conf/jobs/a.yml, line 4", findings[2].Message, StringComparison.Ordinal);
    }

    private const string Relabelled = "alerting: {alertmanagers: [{file_sd_configs: [{files: [t.json]}], relabel_configs: [{target_label: a}]}]}\n";
    private const string AsItStands = "alerting: {alertmanagers: [{file_sd_configs: [{files: [t.json]}]}]}\n";
    private const string Other = "scrape_configs: [{job_name: a, static_configs: [{targets: ['a:1']}]}]\n";

    /// <summary>promtool 2.42 says the same, but where relabelling leaves the slash (it runs the rules, which may be anything).</summary>
    [Theory]
    [InlineData(Relabelled, "http://a:1", false)]
    [InlineData(AsItStands, "http://a:1", true)]
    [InlineData(Other + Relabelled, "http://a:1", false)]
    [InlineData(Other + AsItStands, "http://a:1", true)]
    [InlineData(Other + AsItStands, "", false)]
    [InlineData(AsItStands + "scrape_configs: [{job_name: a, file_sd_configs: [{files: [t.json]}]}]", "", true)]
    [InlineData(Relabelled + "scrape_configs: [{job_name: a, file_sd_configs: [{files: [t.json]}]}]", "http://a:1", true)]
    [InlineData("scrape_configs: [{job_name: a, relabel_configs: [{target_label: a}], file_sd_configs: [{files: [t.json]}]}, {job_name: b, file_sd_configs: [{files: [t.json]}]}]", "http://a:1", true)]
    public void A_list_of_targets_is_held_to_those_that_name_it(string main, string address, bool isRefused)
    {
        var findings = FileCheck.Configuration(
            Expanding.Expand(Expanding.Bundle(("prometheus.yml", main), ("t.json", $$"""[{"targets":["{{address}}"]}]""")), []), new() { Version = PrometheusVersion.NewestKnown }).Findings;
        Assert.Equal(isRefused ? ["invalid-target"] : [], findings.Where(static finding => finding.Severity == Severity.Error).Select(static finding => finding.Id));
    }

    [Theory]
    [InlineData("groups: []", "unknown-field")]
    [InlineData("- job_name: a", "wrong-type")]
    [InlineData("scrape_configs: [", "yaml-syntax")]
    [InlineData("scrape_configs:\n-\n", "empty-item")]
    [InlineData("", null)]
    public void A_file_of_jobs_is_read_as_strictly_as_the_main_one(string text, string? id)
    {
        var findings = Examine(("prometheus.yml", "scrape_config_files: [a.yml]"), ("a.yml", text)).Findings;
        Assert.Equal(id is null ? [] : [("a.yml", id)], findings.Select(finding => (finding.File, finding.Id)));
    }

    [Fact]
    public void Releases_without_such_files_refuse_the_field() =>
        Assert.Equal(["field-too-new"], Examine(new ValidationOptions { Version = new(2, 42) }, ("prometheus.yml", "scrape_config_files: [a.yml]"), ("a.yml", "nonsense")).Findings.Select(finding => finding.Id));

    [Fact]
    public void Every_file_that_is_named_is_reported()
    {
        var references = Examine(("prometheus.yml", Main), ("jobs/a.yml", "scrape_configs:\n- job_name: two\n  tls_config: {ca_file: ca.pem}\n  static_configs: []\n")).References;
        Assert.Equal(
            [
                (FileUse.ScrapeConfigs, "jobs/*.yml", "prometheus.yml"), (FileUse.ScrapeConfigs, "other/a?.yaml", "prometheus.yml"),
                (FileUse.Rules, "rules/*.yml", "prometheus.yml"), (FileUse.Rules, "alerts.yml", "prometheus.yml"), (FileUse.Rules, "/etc/rules/x.yml", "prometheus.yml"),
                (FileUse.Credentials, "token", "prometheus.yml"),
                (FileUse.Targets, "/output/ecs_file_sd.yml", "prometheus.yml"), (FileUse.Targets, "targets/*.json", "prometheus.yml"),
                (FileUse.Credentials, "ca.pem", "jobs/a.yml"),
            ],
            references.Select(reference => (reference.Use, reference.Path, reference.File)));
    }

    [Fact]
    public void Missing_files_matter_as_they_do_to_Prometheus()
    {
        var bundle = Expanding.Bundle(("prometheus.yml", Main), ("rules/a.yml", ""));
        var examination = Validator.Examine(Expanding.Expand(bundle, []), new());
        var missing = MissingFiles.Find(bundle, examination.References, Severity.Error, path => path == "token");
        Assert.Equal(
            [
                ("no-matching-file", Severity.Warning, 2), ("no-matching-file", Severity.Warning, 2),
                ("missing-file", Severity.Error, 3), ("missing-file", Severity.Error, 3),
                ("missing-targets", Severity.Note, 7), ("missing-targets", Severity.Note, 7),
            ],
            missing.Select(finding => (finding.Id, finding.Severity, finding.Span.Line)));
    }

    [Fact]
    public void What_an_unknown_placeholder_stands_for_is_not_judged()
    {
        const string Text = """
            global: {scrape_interval: '${A}', external_labels: {'${A}': '${A}'}}
            remote_write: [{url: '${A}', queue_config: {max_shards: '${A}', min_shards: 3}}]
            scrape_configs:
            - job_name: '${A}'
              scrape_timeout: 5h
              scheme: '${A}'
              static_configs: [{targets: ['${A}/x', 'b:1']}]
              relabel_configs: [{action: '${A}', regex: '${A}'}]
            - job_name: b
              file_sd_configs: [{files: ['${A}']}]
              wrong: '${A}'
            """;
        var bundle = Expanding.Bundle(("prometheus.yml", Text));
        var scan = PlaceholderScan.Find(bundle, new());
        var expanded = Expansion.Apply(scan, scan.References.ToDictionary(r => r, _ => (PlaceholderValue)new PlaceholderValue.Unknown()));
        Assert.Equal([(11, "unknown-field")], Validator.Examine(expanded, new()).Findings.Select(finding => (finding.Span.Line, finding.Id)));
    }

    private static Examination Examine(params (string Path, string Text)[] files) => Examine(new ValidationOptions(), files);

    private static Examination Examine(ValidationOptions options, params (string Path, string Text)[] files) =>
        Validator.Examine(Expanding.Expand(Expanding.Bundle(files), []), options);
}
