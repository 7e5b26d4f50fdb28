using System.Text;
using PromLauncher.Config;
using PromLauncher.Config.Checks;
using PromLauncher.Config.Document;
using PromLauncher.Config.Placeholders;
using PromLauncher.Config.RuleFiles;

namespace PromLauncher.Tests.Config.Document;

/// <summary>A file with slips of web pages in it is told of each of them, and of what else is wrong, and of nothing that only follows from them.</summary>
public sealed class MendingTest
{
    [Theory]
    [InlineData("scrape_configs:\n  – job_name: a\n    file_sd_configs:\n      – files: [a.yml]\n", "2:3 typographic-dash, 4:7 typographic-dash")]
    [InlineData("rule_files:\n  – a.yml\n  – b.yml\n", "2:3 typographic-dash, 3:3 typographic-dash")]
    [InlineData("scrape_configs:\n- job_name: a\n  static_configs:\n  — targets: [a:1]\n  — targets: [b:1]\n", "4:3 typographic-dash, 5:3 typographic-dash")]
    [InlineData("global:\n  scrape_timout: 1s\nscrape_configs:\n–\u00A0job_name: a\n", "2:3 unknown-field, 4:1 typographic-dash, 4:2 no-break-space")]
    [InlineData("global:\n  scrape_interval:\u00A015s\n", "2:19 no-break-space")]
    [InlineData("global:\n  scrape_timout: 1s\nscrape_configs:\n- job_name: a\n  static_configs: [{targets: [${A}:1, ${B}:1]}]\n", "2:3 unknown-field, 5:31 unquoted-placeholder, 5:39 unquoted-placeholder")]
    [InlineData("global:\n  scrape_interval: ${X:?say: it}\n  scrape_timout: 1s\n", "2:20 unquoted-placeholder, 3:3 unknown-field")]
    [InlineData("# note:\u00A0y\nrule_files: # a:\u00A0b\n  – a.yml\n", "3:3 typographic-dash")]
    [InlineData("scrape_configs:\n  – job_name: 'a\n", "2:3 typographic-dash, 2:15 yaml-syntax")]
    [InlineData("global:\n  scrape_interval: “5s”\n  external_labels: {a: “b”}\n", "2:20 curly-quotes")]
    [InlineData("global:\n  “scrape_interval”: 5s\n  evaluation_interval: 5\n", "2:3 curly-quotes, 3:24 invalid-duration")]
    public void Each_slip_and_each_other_fault_is_named_and_no_consequence(string text, string expected) => Assert.Equal(expected, Errors(text));

    [Theory]
    [InlineData("global:\n  external_labels:\n    a:\n      – b\n")]
    [InlineData("global:\n  external_labels:\n    a: |\n      – b\n      – c\n")]
    [InlineData("global:\n  external_labels:\n    a: b\n      – c\n")]
    public void What_Prometheus_takes_stays_as_it_is(string text) => Assert.Equal("", Errors(text));

    [Theory]
    [InlineData("global:\n  scrape_interval: ${X:-5s\n", "2:20 unclosed-placeholder")]
    [InlineData("global:\n  scrape_interval: ${ecs:foo}\n", "2:20 malformed-placeholder")]
    [InlineData("scrape_configs:\n– job_name: ${ecs:foo}\n  static_configs: [{targets: ['${A:-b']}]\n", "2:1 typographic-dash, 2:13 malformed-placeholder, 3:32 unclosed-placeholder")]
    [InlineData("scrape_configs:\n- job_name: a\n  static_configs:\n  - targets: [${ecs:foo}, ${foo:b}, ${X:-b, c]\n", "4:15 malformed-placeholder, 4:15 unquoted-placeholder, 4:27 unknown-placeholder-scheme, 4:27 unquoted-placeholder, 4:37 unclosed-placeholder, 4:37 unquoted-placeholder")]
    [InlineData("global: {scrape_timeout: ${X}}\nscrape_configs:\n- job_name: '${bad:X}'\n  basic_auth: {password: '${bad:Y}'}\n", "1:26 unquoted-placeholder, 3:14 unknown-placeholder-scheme, 4:27 unknown-placeholder-scheme")]
    public void Faults_of_placeholders_are_told_beside_slips_and_without_consequences(string text, string expected)
    {
        var bundle = new ConfigBundle(new Dictionary<string, ReadOnlyMemory<byte>> { ["prometheus.yml"] = Encoding.UTF8.GetBytes(text) }, "prometheus.yml");
        var expanded = Expansion.Apply(PlaceholderScan.Find(bundle, new()), new Dictionary<PlaceholderReference, PlaceholderValue>());
        var found = FileCheck.Configuration(expanded, new() { Version = PrometheusVersion.NewestKnown }).Findings;
        Assert.Equal(expected, Show(found.OrderBy(static finding => finding.Span.Start)));
        Assert.DoesNotContain(found, static finding => finding.Message.Contains("bad:Y", StringComparison.Ordinal));
    }

    [Fact]
    public void A_dash_within_a_text_is_none_of_a_list()
    {
        const string text = "groups:\n– name: a\n  rules:\n  – alert: A\n    expr: up\n    annotations:\n      a: |\n        – one\n        – two\n";
        var found = RuleFile.Check(RuleFile.Read("rules.yml", Encoding.UTF8.GetBytes(text)), new() { Version = PrometheusVersion.NewestKnown });
        Assert.Equal("2:1 typographic-dash, 4:3 typographic-dash", Show(found));
    }

    private static string Errors(string text)
    {
        var bundle = new ConfigBundle(new Dictionary<string, ReadOnlyMemory<byte>> { ["prometheus.yml"] = Encoding.UTF8.GetBytes(text) }, "prometheus.yml");
        return Show(FileCheck.Configuration(ExpandedBundle.AsItStands(bundle), new() { Version = PrometheusVersion.NewestKnown }).Findings);
    }

    private static string Show(IEnumerable<Diagnostic> findings) =>
        string.Join(", ", findings.Where(static found => found.Severity == Severity.Error).Select(static found => $"{found.Span.Line}:{found.Span.Column} {found.Id}"));

    private static YamlDocument Parse(string file, string text) => YamlDocument.Parse(file, Encoding.UTF8.GetBytes(text));
}
