using PromLauncher.Config;
using PromLauncher.Config.Reports;
using PromLauncher.Config.Secrets;

namespace PromLauncher.Tests.Config.Reports;

/// <summary>What people read: the place, the line, a caret, the reason and what to do; never a secret and never a control sequence.</summary>
public sealed class TextReportTest
{
    [Fact]
    public void A_finding_looks_like_a_compiler_s() => Assert.Equal(
        """
        conf/prometheus.yml:2:3: error: `scrape_intervall` is not a field of `global`. [unknown-field]
            2 |   scrape_intervall: 30s
              |   ^~~~~~~~~~~~~~~~
              help: Did you mean `scrape_interval`?
              see: https://prometheus.io/docs/prometheus/latest/configuration/configuration/

        1 error in 1 file (Prometheus 3.14)

        """,
        Samples.Write(ReportFormat.Text, Samples.Report(Samples.Finding("scrape_intervall"))));

    [Fact]
    public void Colour_is_used_only_when_asked_for()
    {
        var report = Samples.Report(Samples.Finding("scrape_intervall"));
        Assert.DoesNotContain('\e', Samples.Write(ReportFormat.Text, report));
        Assert.Contains("\e[1;31merror:\e[0m", Samples.Write(ReportFormat.Text, report, new() { Color = true }), StringComparison.Ordinal);
    }

    [Fact]
    public void Control_sequences_of_a_file_never_reach_the_terminal()
    {
        var text = Samples.Write(ReportFormat.Text, Samples.Report(Samples.Finding("é", message: "found \e[2J\r\nhere")));
        Assert.DoesNotContain('\e', text);
        Assert.Contains("found \uFFFD[2J  here", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_caret_is_below_its_character_after_tabs_and_accents()
    {
        var lines = Samples.Write(ReportFormat.Text, Samples.Report(Samples.Finding("é"))).Split('\n');
        Assert.Equal("    6 | \tüñí: \uFFFD[31mé", lines[1]);
        Assert.Equal("      | \t" + new string(' ', 10) + "^", lines[2]);
    }

    [Theory]
    [InlineData("password: hunter2")]
    [InlineData("  - password: 'hunter2' # comment")]
    [InlineData("url: https://user:hunter2@host/path")]
    [InlineData("secret_key: \"hunter2\"")]
    [InlineData("headers: {X-Auth-Token: hunter2}")]
    [InlineData("headers: {\"Authorization\": \"Bearer hunter2hunter2\"}")]
    [InlineData("params: {token: [hunter2]}")]
    [InlineData("password: ${PASS:-hunter2}")]
    [InlineData("password = hunter2 # not even YAML")]
    [InlineData("url: https://host/x?api_key=hunter2")]
    [InlineData("password: |\n    hunter2")]
    [InlineData("basic_auth_users:\n    anybody: hunter2")]
    [InlineData("basic_auth_users: {x: $2y$10$QOauhunter2NbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ}")]
    [InlineData("x: eyJhdWQ.hunter2.abc")]
    public void A_literal_secret_is_masked_even_where_nobody_named_its_place(string text)
    {
        var source = Samples.Source(text);
        var last = text.Split('\n').Length;
        var line = SecretMask.Line(source, last, []);
        Assert.DoesNotContain("hunter2", line, StringComparison.Ordinal);
        Assert.Equal(source.Line(last).Length, line.Length);
    }

    [Theory]
    [InlineData("password: ${ssm:/prom/my-password}")]
    [InlineData("password_file: /run/secrets/x")]
    [InlineData("job_name: tokens")]
    [InlineData("url: https://host/api/v1/remote_write")]
    [InlineData("replacement: $1:9100")]
    public void What_is_not_a_secret_is_shown(string text) => Assert.Equal(text, SecretMask.Line(Samples.Source(text), 1, []));

    [Fact]
    public void A_place_named_as_secret_is_masked()
    {
        var text = "a: plain\nb: other\n";
        Assert.Equal("a: *****", SecretMask.Line(Samples.Source(text), 1, [Samples.Span(text, "plain")]));
        Assert.Equal("b: other", SecretMask.Line(Samples.Source(text), 2, [Samples.Span(text, "plain")]));
    }

    [Theory]
    [InlineData("a: FAULT", "   ^~~~~")]
    [InlineData("日本: FAULT", "      ^~~~~")]
    [InlineData("ＡＢ: FAULT", "      ^~~~~")]
    [InlineData("🚀x: FAULT", "     ^~~~~")]
    [InlineData("e\u0301\u200B: FAULT", "   ^~~~~")]
    [InlineData("한글: é: FAULT", "         ^~~~~")]
    [InlineData("\t日: FAULT", "\t    ^~~~~")]
    public void The_caret_is_below_its_character_on_a_terminal(string line, string marker)
    {
        var file = new FileReport { Location = "x", Source = Samples.Source(line), Findings = [new(FindingKind.Find("invalid-url")!, Severity.Error, "m", "x", Samples.Span(line, "FAULT"))] };
        Assert.Equal("      | " + marker, Samples.Write(ReportFormat.Text, new(new(3, 14), [file])).Split('\n')[2]);
    }

    [Fact]
    public void What_is_marked_is_as_wide_as_it_is_shown()
    {
        const string Line = "a: 日本🚀e\u0301 b";
        var file = new FileReport { Location = "x", Source = Samples.Source(Line), Findings = [new(FindingKind.Find("invalid-url")!, Severity.Error, "m", "x", Samples.Span(Line, "日本🚀e\u0301"))] };
        Assert.Equal("      |    ^~~~~~~", Samples.Write(ReportFormat.Text, new(new(3, 14), [file])).Split('\n')[2]);
    }

    [Fact]
    public void A_long_line_is_cut_around_its_fault()
    {
        var text = new string('a', 5000) + "FAULT" + new string('b', 5000);
        var file = new FileReport { Location = "x", Source = Samples.Source(text), Findings = [new(FindingKind.Find("invalid-url")!, Severity.Error, "m", "x", Samples.Span(text, "FAULT"))] };
        var lines = Samples.Write(ReportFormat.Text, new(new(3, 14), [file])).Split('\n');
        Assert.True(lines[1].Length < 200);
        Assert.Equal("FAULT", lines[1].Substring(lines[2].IndexOf('^', StringComparison.Ordinal), 5));
        Assert.EndsWith("^~~~~", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void The_summary_counts_and_names_the_release()
    {
        Assert.Equal("1 file valid for Prometheus 3.14", ReportWriter.Summary(Samples.Report()));
        Assert.Equal("1 warning in 1 file, valid (Prometheus 3.14)", ReportWriter.Summary(Samples.Report(Samples.Finding("global", Severity.Warning))));
        Assert.Equal("2 errors, 1 note in 1 file (Prometheus 3.14)", ReportWriter.Summary(Samples.Report(Samples.Finding("global"), Samples.Finding("global"), Samples.Finding("global", Severity.Note))));
    }

    [Fact]
    public void Findings_are_raised_and_turned_off_but_errors_stay()
    {
        var policy = new SeverityPolicy { Disabled = new HashSet<string> { "public-http", "unknown-field" }, Errors = new HashSet<string> { "honor-labels" }, FailOn = Severity.Warning };
        Diagnostic[] found = [Samples.Finding("global", Severity.Warning, "public-http"), Samples.Finding("global", Severity.Note, "honor-labels"), Samples.Finding("global", Severity.Note, "missing-targets"), Samples.Finding("global", Severity.Error, "unknown-field")];
        var told = policy.Apply(found);
        Assert.Equal([("honor-labels", Severity.Error), ("missing-targets", Severity.Note), ("unknown-field", Severity.Error)], told.Select(f => (f.Id, f.Severity)));
        Assert.True(policy.Fails(told));
        Assert.False(policy.Fails([found[2]]));
        Assert.True((policy with { FailOn = Severity.Note }).Fails([found[2]]));
    }
}
