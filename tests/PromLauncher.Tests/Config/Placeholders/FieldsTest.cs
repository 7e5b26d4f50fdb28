using PromLauncher.Config;
using PromLauncher.Config.Placeholders;
using PromLauncher.Config.Redaction;
using PromLauncher.Config.Reports;
using PromLauncher.Config.SigV4;

namespace PromLauncher.Tests.Config.Placeholders;

/// <summary>What a field does to a dollar, which files are looked at, and what is never shown.</summary>
public sealed class FieldsTest
{
    private const string Dollar = "a$b$$c${1}";
    private const string Doubled = "a$$b$$$$c$${1}";

    [Theory]
    [InlineData("2.55", false, "global:\n  external_labels:\n    a: '{0}'\n", Dollar)]
    [InlineData("2.55", true, "global:\n  external_labels:\n    a: '{0}'\n", Doubled)]
    [InlineData("3.0", false, "global:\n  external_labels:\n    a: '{0}'\n", Doubled)]
    [InlineData("3.14", false, "global:\n  external_labels:\n    a: '{0}'\n", Doubled)]
    [InlineData("3.14", false, "x:\n  external_labels:\n    a: '{0}'\n", Dollar)]
    [InlineData("3.14", false, "x:\n  relabel_configs:\n  - replacement: '{0}'\n", Doubled)]
    [InlineData("2.26", false, "x:\n  metric_relabel_configs:\n  - replacement: '{0}'\n    action: Replace\n", Doubled)]
    [InlineData("3.14", false, "x:\n  write_relabel_configs:\n  - target_label: '{0}'\n", Doubled)]
    [InlineData("3.14", false, "x:\n  alert_relabel_configs:\n  - target_label: '{0}'\n    action: labelmap\n", Dollar)]
    [InlineData("3.14", false, "x:\n  relabel_configs:\n  - replacement: '{0}'\n    action: labelmap\n", Doubled)]
    [InlineData("3.14", false, "x:\n  relabel_configs:\n  - target_label: '{0}'\n    action: hashmod\n", Dollar)]
    [InlineData("3.14", false, "x:\n  relabel_configs:\n  - target_label: '{0}'\n    action: lowercase\n", Dollar)]
    [InlineData("3.14", false, "x:\n  relabel_configs:\n  - regex: '{0}'\n", Dollar)]
    [InlineData("3.14", false, "x:\n  relabel_configs:\n  - separator: '{0}'\n", Dollar)]
    [InlineData("3.14", false, "x:\n  static_configs:\n  - labels: {{a: '{0}'}}\n", Dollar)]
    public void A_dollar_of_a_value_is_doubled_where_Prometheus_takes_one_away(string version, bool feature, string yaml, string expected)
    {
        var options = new ExpansionOptions { Prometheus = PrometheusVersion.Parse(version), ExpandExternalLabels = feature };
        var text = string.Format(System.Globalization.CultureInfo.InvariantCulture, yaml, "${V}");
        var expanded = Expanding.Expand(text, new() { ["V"] = Dollar }, options);
        Assert.Equal(string.Format(System.Globalization.CultureInfo.InvariantCulture, yaml, expected), Expanding.Text(expanded));
        Assert.Empty(expanded.Diagnostics);
    }

    [Theory]
    [InlineData("global:\n  external_labels:\n    a: '$${V}'\n", "global:\n  external_labels:\n    a: '$${V}'\n")]
    [InlineData("x:\n  relabel_configs:\n  - replacement: '$${V} $1'\n", "x:\n  relabel_configs:\n  - replacement: '$${V} $1'\n")]
    [InlineData("x:\n  relabel_configs:\n  - regex: '$${V}'\n", "x:\n  relabel_configs:\n  - regex: '${V}'\n")]
    [InlineData("x:\n  relabel_configs:\n  - regex: (?P<V>.*)\n    replacement: ${V}\n", "x:\n  relabel_configs:\n  - regex: (?P<V>.*)\n    replacement: ${V}\n")]
    [InlineData("x:\n  relabel_configs:\n  - regex: (?<V>.*)\n    target_label: a_${V}_${W}\n", "x:\n  relabel_configs:\n  - regex: (?<V>.*)\n    target_label: a_${V}_w\n")]
    [InlineData("x:\n  relabel_configs:\n  - regex: (?P<V>.*)\n    separator: ${V}\n", "x:\n  relabel_configs:\n  - regex: (?P<V>.*)\n    separator: v\n")]
    public void What_a_person_wrote_for_Prometheus_stays(string text, string expected)
    {
        var expanded = Expanding.Expand(text, new() { ["V"] = "v", ["W"] = "w" });
        Assert.Equal(expected, Expanding.Text(expanded));
        Assert.Empty(expanded.Diagnostics);
    }

    [Theory]
    [InlineData("3.0", Severity.Warning)]
    [InlineData("2.55", Severity.Error)]
    public void An_unset_external_label_is_left_to_a_Prometheus_that_expands_it(string version, Severity severity)
    {
        const string Text = "global:\n  external_labels:\n    a: x${HOSTNAME}\n    b: ${V}\n";
        var expanded = Expanding.Expand(Text, new() { ["V"] = "v" }, new() { Prometheus = PrometheusVersion.Parse(version) });
        var found = Assert.Single(expanded.Diagnostics);
        Assert.Equal((severity, 3, 9), (found.Severity, found.Span.Line, found.Span.Column));
        Assert.Equal(Text.Replace("${V}", "v", StringComparison.Ordinal), Expanding.Text(expanded));
    }

    [Theory]
    [InlineData("{source_labels: [a], regex: '(?P<name>.*)', target_label: x}", "replacement: '${name}'", "replacement: '${name}'")]
    [InlineData("{regex: '(?P<name>.*)', action: replace}", "replacement: '${name}${V}'", "replacement: '${name}a$$b'")]
    [InlineData("{action: lowercase}", "replacement: '${V}'", "replacement: 'a$b'")]
    [InlineData("{action: replace}", "action: lowercase\n    replacement: '${V}'", "action: lowercase\n    replacement: 'a$b'")]
    public void A_rule_has_what_is_merged_into_it(string merged, string own, string expected)
    {
        var rule = $"scrape_configs:\n- relabel_configs:\n  - &b {merged}\n  - <<: *b\n    ";
        var expanded = Expanding.Expand(rule + own + "\n", new() { ["V"] = "a$b" });
        Assert.Empty(expanded.Diagnostics);
        Assert.Equal(rule + expected + "\n", Expanding.Text(expanded));
    }

    [Fact]
    public void Only_the_main_file_and_what_its_scrape_config_files_name_are_looked_at()
    {
        var bundle = Expanding.Bundle(
            ("prometheus.yml", "scrape_config_files: ['conf.d/${ENV}-*.yml', /etc/x.yml, ../y.yml]\nrule_files: [r.yml]\n"),
            ("conf.d/prod-a.yml", "scrape_configs: [{job_name: '${V}'}]\n"),
            ("conf.d/test-a.yml", "scrape_configs: [{job_name: '${UNSET}'}]\n"),
            ("conf.d/sub/prod-a.yml", "a: ${V}\n"),
            ("targets.yml", "a: ${V}\n"),
            ("r.yml", "a: ${V}\n"));
        var expanded = Expanding.Expand(bundle, new() { ["V"] = "v", ["ENV"] = "prod" });
        Assert.Empty(expanded.Diagnostics);
        Assert.Equal("scrape_configs: [{job_name: 'v'}]\n", Expanding.Text(expanded, "conf.d/prod-a.yml"));
        foreach (var file in (string[])["conf.d/test-a.yml", "conf.d/sub/prod-a.yml", "targets.yml", "r.yml"])
        {
            Assert.Equal(bundle.Files[file], expanded.Bundle.Files[file]);
        }

        var withRules = Expanding.Expand(bundle, new() { ["V"] = "v", ["ENV"] = "prod" }, new() { RuleFiles = true });
        Assert.Equal("a: v\n", Expanding.Text(withRules, "r.yml"));
        var template = Expanding.Expand(bundle, new() { ["V"] = "{{x}}", ["ENV"] = "prod" }, new() { RuleFiles = true });
        Assert.Equal(("template-in-value", "r.yml"), (Assert.Single(template.Diagnostics).Id, template.Diagnostics[0].File));
    }

    [Fact]
    public void A_file_without_a_placeholder_is_the_very_memory_that_was_fetched()
    {
        var bundle = Expanding.Bundle(("prometheus.yml", "a: 1 # $1\r\n"), ("b", "c"));
        var expanded = Expanding.Expand(bundle, []);
        Assert.Equal(bundle.Files["prometheus.yml"], expanded.Bundle.Files["prometheus.yml"]);
        Assert.Equal(bundle.Files["b"], expanded.Bundle.Files["b"]);
    }

    [Fact]
    public void Keys_must_still_differ()
    {
        var expanded = Expanding.Expand("m:\n  a: 1\n  ${V}: 2\n", new() { ["V"] = "a" });
        var found = Assert.Single(expanded.Diagnostics);
        Assert.Equal(("duplicate-key", 3), (found.Id, found.Span.Line));
        Assert.DoesNotContain("'a' is", found.Message);
    }

    [Theory]
    [InlineData("ssm:/prom/*", true)]
    [InlineData("env,ssm", true)]
    [InlineData("ssm:/other/*", false)]
    [InlineData("env", false)]
    [InlineData("ssm:*token", true)]
    [InlineData("ssm:/prom/tok", false)]
    public void Only_allowed_placeholders_are_asked_for(string patterns, bool allowed)
    {
        var options = new ExpansionOptions { Policy = PlaceholderPolicy.Parse(patterns.Split(',')) };
        var scan = PlaceholderScan.Find(Expanding.Bundle(("prometheus.yml", "a: ${ssm:/prom/token}\n")), options);
        Assert.Equal(allowed ? [] : ["placeholder-not-allowed"], scan.Diagnostics.Select(d => d.Id));
        Assert.Equal(allowed ? 1 : 0, scan.References.Count);
        Assert.Equal(!allowed, Expanding.Expand("a: ${ssm:/prom/token:-d}\n", [], options).IsRefused);
    }

    [Theory]
    [InlineData("remote_write:\n- basic_auth: {password: '${secretmanager:x}'}\n", true)]
    [InlineData("remote_write:\n- basic_auth: {password: '${ssm:}'}\n", true)]
    [InlineData("a: ${UNSET}\n", true)]
    [InlineData("a: ${foo.bar}\n", false)]
    [InlineData("a: [\n", false)]
    [InlineData("remote_write:\n- url: https://aps-workspaces.a.amazonaws.com/w\n  sigv4: &s {}\n- url: https://aps-workspaces.b.amazonaws.com/w\n  sigv4: *s\n", true)]
    public void What_Prometheus_can_not_find_is_refused_whatever_it_says(string text, bool isRefused) =>
        Assert.Equal(isRefused, SigV4Regions.Find(Expanding.Expand(text, [])).Fill(null).IsRefused);

    [Fact]
    public void Secrets_are_masked_wherever_they_stand()
    {
        const string Text = """
            global:
              external_labels: {a: '${PLAIN}'}
            remote_write:
            - url: https://user:hunter2@h/${PLAIN}?token=${T}#f
              basic_auth:
                username: ${PLAIN}
                password: &p literal-secret
              headers:
                X-A: |
                  ${ssm:/a}
            - url: 'http://h/${ssm:/a}/x'
              bearer_token: *p
              authorization: {credentials: "${PLAIN}"}
              http_headers: {A: {values: [one, two]}}
            """;
        var expanded = Expanding.Expand(Text, new() { ["PLAIN"] = "shown", ["T"] = "topsecret", ["ssm:/a"] = "parameter" });
        var shown = Masking.Expanded(expanded, "prometheus.yml");
        Assert.Equal("""
            global:
              external_labels: {a: 'shown'}
            remote_write:
            - url: https://<secret>@h/shown?<secret>#f
              basic_auth:
                username: shown
                password: &p <secret>
              headers:
                X-A: "<secret>"
            - url: 'http://h/<secret>/x'
              bearer_token: *p
              authorization: {credentials: "<secret>"}
              http_headers: {A: {values: ["<secret>", "<secret>"]}}
            """, shown);
        var source = Masking.Source(expanded.Documents["prometheus.yml"]);
        foreach (var secret in (string[])["hunter2", "literal-secret", "one", "two"]) Assert.DoesNotContain(secret, source);
        Assert.Contains("${ssm:/a}", source);
        Assert.Contains(Masking.SecretPlaces(expanded.Documents["prometheus.yml"]), place => place.Line == 7);
        Assert.DoesNotContain("topsecret", string.Join(' ', expanded.Values));
    }

    [Theory]
    [InlineData("remote_write: [{url: 'https://user:pa/ss@h/x'}]\n", "remote_write: [{url: 'https://<secret>@h/x'}]\n")]
    [InlineData("remote_write: [{url: 'https://user:pa?s@s@h:90/x?a=b'}]\n", "remote_write: [{url: 'https://<secret>@h:90/x?<secret>'}]\n")]
    [InlineData("remote_write: [{url: 'https://u:1/me@example.com'}]\n", "remote_write: [{url: 'https://<secret>@example.com'}]\n")]
    [InlineData("remote_write: [{url: 'https://u:1#2@h/x#f'}]\n", "remote_write: [{url: 'https://<secret>@h/x#f'}]\n")]
    [InlineData("remote_write: [{url: 'https://u:1?2@h/?a=b'}]\n", "remote_write: [{url: 'https://<secret>'}]\n")]
    [InlineData("remote_write: [{url: 'https://h/x?a=b@c&d=e'}]\n", "remote_write: [{url: 'https://<secret>'}]\n")]
    [InlineData("remote_write: [{url: 'u:1@h/x?y=z'}]\n", "remote_write: [{url: '<secret>@h/x?<secret>'}]\n")]
    [InlineData("remote_write: [{url: '//u:p?1@h/'}]\n", "remote_write: [{url: '//<secret>@h/'}]\n")]
    [InlineData("remote_write: [{url: '${U:?ask a@b}'}]\n", "remote_write: [{url: '${U:?ask a@b}'}]\n")]
    [InlineData("remote_write:\n- proxy_url: &p 'u:1@h'\n  url: *p\nx: &u 'v:1@h'\nurl: *u\ny: 'v:1@h'\n", "remote_write:\n- proxy_url: &p '<secret>@h'\n  url: *p\nx: &u '<secret>@h'\nurl: *u\ny: 'v:1@h'\n")]
    [InlineData("a: {password: '$${literal}'}\n", "a: {password: '<secret>'}\n")]
    [InlineData("a: 1\n# password: old one\r\nb: x # see https://u:p/q@h\r\n", "a: 1\n# password: *** ***\r\nb: x # see https://*****@h\r\n")]
    [InlineData("a: 1\n---\nb:\n  password: é1\n  c: d\n...\nkey: 'x'\n", "a: 1\n---\nb:\n  password: **\n  c: d\n...\nkey: ***\n")]
    [InlineData("# token: abc\n", "# token: ***\n")]
    public void Secrets_are_masked_where_nobody_would_look_for_them(string text, string shown)
    {
        var expanded = Expanding.Expand(text, []);
        Assert.Equal(shown, Masking.Source(expanded.Documents["prometheus.yml"]));
        Assert.Equal(shown, Masking.Expanded(expanded, "prometheus.yml"));
    }

    [Theory]
    [InlineData("${foo.bar:-hunter2}")]
    [InlineData("${vault:x:-hunter2}")]
    [InlineData("${ecs:x:-hunter2}")]
    [InlineData("${ssm::-hunter2}")]
    public void No_default_is_reported(string text)
    {
        var found = Assert.Single(Expanding.Expand($"a: {text}\n", []).Diagnostics);
        Assert.DoesNotContain("hunter2", found.Message + found.Help, StringComparison.Ordinal);
    }

    [Fact]
    public void The_difference_is_that_of_diff()
    {
        var before = string.Concat(Enumerable.Range(1, 20).Select(i => $"line {i}\n"));
        var after = before.Replace("line 3\n", "line three\n", StringComparison.Ordinal).Replace("line 18\n", "", StringComparison.Ordinal) + "end";
        Assert.Equal("""
            --- a
            +++ b
            @@ -1,6 +1,6 @@
             line 1
             line 2
            -line 3
            +line three
             line 4
             line 5
             line 6
            @@ -15,6 +15,6 @@
             line 15
             line 16
             line 17
            -line 18
             line 19
             line 20
            +end
            \ No newline at end of file

            """, UnifiedDiff.Write(before, after, "a", "b"));
        Assert.Equal("", UnifiedDiff.Write(before, before, "a", "b"));
    }

    [Fact]
    public void Values_are_taken_out_of_what_other_programs_print()
    {
        var scrubber = new Scrubber([new("p\"w€ x", "${A}", true), new("on", "${B}", false), new("p\"w€ x and more", "${C}", false)]);
        Assert.Equal("${A} ${A} ${A} ${C} only ${B}.", scrubber.Clean("p\"w€ x p\\\"w€ x p%22w%E2%82%AC%20x p\"w€ x and more only on."));
    }

    [Fact]
    public void An_env_file_is_read_as_Docker_reads_it()
    {
        var file = EnvFile.Parse("\uFEFF# comment\nA=1\n  B='x y' # z\r\n\nC\nA=2\nD=\n=x\nE F=1\n1G=2\nspring.url=x\nH \nI= a\u0085b\u2028 \n"u8.ToArray());
        Assert.Equal([("A", "2"), ("B", "'x y' # z"), ("C", null), ("D", ""), ("1G", "2"), ("spring.url", "x"), ("I", " a\u0085b\u2028 ")], file.Values.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal([8, 9, 12], file.Faults.Select(fault => fault.Line));
    }

    [Fact]
    public void A_fault_of_an_env_file_shows_nothing_of_the_line()
    {
        var file = EnvFile.Parse("KEY=-----BEGIN PRIVATE KEY-----\nMIIEvQIBADAN Bgkq\n=hunter2\n-----END PRIVATE KEY-----\n"u8.ToArray());
        Assert.Equal([2, 3, 4], file.Faults.Select(fault => fault.Line));
        foreach (var text in file.Faults.Select(fault => fault.Message)) Assert.False(text.Contains("MII", StringComparison.Ordinal) || text.Contains("hunter2", StringComparison.Ordinal) || text.Contains("PRIVATE", StringComparison.Ordinal), text);
    }

    [Fact]
    public void A_value_given_on_the_command_line_may_hold_anything()
    {
        Assert.Equal(new("A", "b=c d"), SetOption.Parse("A=b=c d"));
        Assert.Equal(new("A", ""), SetOption.Parse("A="));
        Assert.Throws<FormatException>(() => SetOption.Parse("A"));
        Assert.Throws<FormatException>(() => SetOption.Parse("A B=c"));
        Assert.Throws<FormatException>(() => SetOption.Parse("=c"));
    }
}
