using System.Text;
using PromLauncher.Config;
using PromLauncher.Config.Checks;
using PromLauncher.Config.Document;
using PromLauncher.Config.Edits;
using PromLauncher.Config.Placeholders;
using PromLauncher.Config.Redaction;
using PromLauncher.Config.Reports;
using PromLauncher.Config.Secrets;
using PromLauncher.Config.SigV4;
using PromLauncher.Config.Validation;
using PromLauncher.Tests.Config.Placeholders;

namespace PromLauncher.Tests.Config.Redaction;

/// <summary>Whatever field a value is put into, and whatever is wrong with it there, no finding in no format prints any of it.</summary>
public sealed class NothingIsShownTest
{
    /// <summary>Part of every planted value; in no text of ours, no name of Prometheus's, and no data of these tests.</summary>
    private const string Mark = "Qzplant";

    // Round about the text that stood there, so that parsers come as far as they can with it.
    private static readonly Func<string, string>[] Plants =
    [
        static _ => Mark, static text => text + Mark, static text => Mark + text, static text => $"{text} {Mark}", static text => $"{Mark}: {text}", static _ => $"1{Mark}", static _ => $"1h{Mark}", static _ => $"({Mark}",
        static _ => $"[{Mark}-a", static _ => $"https://{Mark}:{Mark}/{Mark}@h", static _ => $"https://u:{Mark}?{Mark}@h", static _ => $"https://u:{Mark}#{Mark}@h", static _ => $"u:{Mark}@h/x", static _ => $"//u:{Mark}?{Mark}@h/", static _ => $"https://h:{Mark}/", static _ => $"https://h/?{Mark}=%zz{Mark}", static _ => $"{Mark}:{Mark}", static _ => $"{{{{ {Mark} }}}}", static _ => $"{{{{ .{Mark}",
        static _ => $"{Mark}\n{Mark}", static _ => $"{Mark}\0", static text => $"{text}\u00A0{Mark}", static _ => $"arn:aws:ecs:{Mark}:1:cluster/x", static _ => $"aps-workspaces.{Mark}.amazonaws.com", static _ => $"*{Mark}", static _ => $"/{Mark}/*/x",
        static _ => $"\"{Mark}", static _ => $"{Mark}_total{{", static _ => $"<{Mark}>", static text => $"{text}{Mark}.yml", static _ => $"${{{Mark}}}",
    ];

    private static readonly string[] Urls =
    [
        $"https://u:{Mark}@h/x", $"https://h/x?{Mark}={Mark}", $"https://u:{Mark}/{Mark}@h/x", $"https://u:{Mark}?{Mark}@h/x", $"https://u:{Mark}#{Mark}@h/x", $"https://u:1?{Mark}@h/x", $"https://h/x?a=b@c&d={Mark}", $"https://{Mark}?{Mark}@h",
        $"u:{Mark}@h/x", $"//u:{Mark}?{Mark}@h/", $"u:{Mark}#{Mark}@h/?{Mark}", $"h/x?{Mark}",
    ];

    private const int WithScheme = 8;

    public static TheoryData<string> UrlsWithSecrets => [.. Urls];

    [Theory]
    [MemberData(nameof(UrlsWithSecrets))]
    public void Of_what_a_URL_holds_in_a_field_and_in_a_target(string url)
    {
        var text = $"remote_write:\n- {{url: '{url}', proxy_url: '{url}', x: 1}}\nscrape_configs:\n- {{job_name: a, static_configs: [{{targets: ['{url}', '{url}/']}}]}}\n";
        var expanded = Expanding.Expand(text, []);
        var document = expanded.Documents["prometheus.yml"];
        var findings = FileCheck.Configuration(expanded, new ValidationOptions { Version = PrometheusVersion.NewestKnown }).Findings;
        Look(Printed(new FileReport { Location = "prometheus.yml", Findings = findings, Source = document.Source, Secrets = Masking.SecretPlaces(document) }), url);
        Look(Masking.Source(document), url);

        var put = Expanding.Expand("remote_write: [{url: '${U}'}]\n", new() { ["U"] = url });
        Look(Masking.Expanded(put, "prometheus.yml"), url);
        Assert.Contains(Mark, Encoding.UTF8.GetString(put.Bundle.Files["prometheus.yml"].Span), StringComparison.Ordinal);
    }

    /// <summary>Words of Prometheus's own, each where something else is wrong beside it. Lists of what is allowed name them all.</summary>
    [Theory]
    [InlineData("scrape_configs: [{job_name: a, relabel_configs: [{action: '${V}'}]}]\n", "hashmod")]
    [InlineData("scrape_configs: [{job_name: a, relabel_configs: [{action: '${V}', regex: x, target_label: a, modulus: 1}]}]\n", "labeldrop")]
    [InlineData("scrape_configs: [{job_name: a, relabel_configs: [{action: '${V}', regex: x, target_label: a, source_labels: [a]}]}]\n", "keepequal")]
    [InlineData("scrape_configs: [{job_name: a, relabel_configs: [{action: '${V}', replacement: ''}]}]\n", "labelmap")]
    [InlineData("scrape_configs: [{job_name: a, dns_sd_configs: [{names: [a], type: '${V}'}]}]\n", "AAAA")]
    [InlineData("scrape_configs: [{job_name: a, kubernetes_sd_configs: [{role: '${V}', selectors: [{role: pod}]}]}]\n", "ingress")]
    [InlineData("scrape_configs: [{job_name: a, metric_name_validation_scheme: '${V}'}]\n", "legac")]
    [InlineData("scrape_configs: [{job_name: a, '${V}': 1}]\n", "scrape_intervall")]
    [InlineData("scrape_configs: [{job_name: a, '${V}': 1}]\n", "scrape_classic_histograms")]
    public void Of_a_word_that_was_put_in(string text, string word)
    {
        var expanded = Expanding.Expand(text, new() { ["V"] = word });
        var findings = FileCheck.Configuration(expanded, new ValidationOptions { Version = PrometheusVersion.NewestKnown }).Findings.Where(static finding => finding.Severity == Severity.Error).ToList();
        Assert.NotEmpty(findings);
        foreach (var finding in findings)
        {
            var told = $"{finding.Message} {finding.Help}";
            if (told.IndexOf("one of", StringComparison.Ordinal) is >= 0 and var list) told = told[..list];
            Assert.DoesNotContain(word.TrimEnd('l'), told, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void Of_a_value_that_was_put_in()
    {
        var seed = Seed.Value;
        var random = new Random(seed);
        var (_, cases) = Oracle.Read("config.jsonl");
        var told = 0;
        for (var i = 0; i < Soak.Rounds(4_000); i++)
        {
            var text = cases[random.Next(cases.Length)].Text;
            var (template, values) = Plant(random, text);
            if (values.Count == 0) continue;
            var version = PrometheusVersion.Parse(random.Next(3) switch { 0 => "2.26", 1 => "2.53", _ => "3.14" });
            var expanded = SigV4Regions.Find(Expanding.Expand(template, values, new() { Prometheus = version })).Fill(null);
            var findings = FileCheck.Configuration(expanded, new ValidationOptions { Version = version, From = PrometheusVersion.Parse("2.26") }).Findings;
            told += findings.Count;
            var shown = Printed(new FileReport { Location = "prometheus.yml", Findings = findings, Source = expanded.Documents["prometheus.yml"].Source, Secrets = Masking.SecretPlaces(expanded.Documents["prometheus.yml"]) });
            Look(shown, $"seed {seed}, round {i}\n{template}\n{string.Join('\n', values)}");
        }

        Assert.InRange(told, 1000, int.MaxValue);
    }

    [Fact]
    public void Of_a_value_that_was_put_into_a_rule_file()
    {
        var seed = Seed.Value;
        var random = new Random(seed);
        var (_, cases) = Oracle.Read("rules.jsonl");
        for (var i = 0; i < Soak.Rounds(2_000); i++)
        {
            var (template, values) = Plant(random, cases[random.Next(cases.Length)].Text);
            var bundle = Expanding.Bundle(("prometheus.yml", "rule_files: [r.yml]\n"), ("r.yml", template));
            var expanded = Expanding.Expand(bundle, values, new() { RuleFiles = true });
            var findings = FileCheck.Configuration(expanded, new ValidationOptions { Version = PrometheusVersion.NewestKnown }).Findings;
            var shown = Printed(new FileReport { Location = "r.yml", Findings = [.. findings.Where(static finding => finding.File == "r.yml")], Source = expanded.Documents["r.yml"].Source });
            Look(shown, $"seed {seed}, round {i}\n{template}\n{string.Join('\n', values)}");
        }
    }

    [Fact]
    public void Of_a_secret_that_stands_in_the_file()
    {
        var seed = Seed.Value;
        var random = new Random(seed);
        var (_, cases) = Oracle.Read("config.jsonl");
        var planted = 0;
        for (var i = 0; i < Soak.Rounds(8_000); i++)
        {
            var text = PlantSecrets(random, cases[random.Next(cases.Length)].Text, out var any);
            if (!any) continue;
            planted++;
            var expanded = Expanding.Expand(text, []);
            var document = expanded.Documents["prometheus.yml"];
            var findings = FileCheck.Configuration(expanded, new ValidationOptions { Version = PrometheusVersion.NewestKnown, From = PrometheusVersion.Parse("2.26") }).Findings;
            // A finding at every line shows every line.
            var lines = Enumerable.Range(1, text.Split('\n').Length).Select(line => new Diagnostic(FindingKind.Find("unknown-field")!, Severity.Note, "x", "prometheus.yml", new TextSpan(0, 0, line, 1, line, 1)));
            var shown = Printed(new FileReport { Location = "prometheus.yml", Findings = [.. findings, .. lines], Source = document.Source, Secrets = Masking.SecretPlaces(document) });
            Look(shown, $"seed {seed}, round {i}\n{text}");
            Look(Masking.Source(document), $"seed {seed}, round {i}, render\n{text}");
            Look(Masking.Expanded(expanded, "prometheus.yml"), $"seed {seed}, round {i}, render\n{text}");
        }

        Assert.InRange(planted, 100, int.MaxValue);
    }

    private static void Look(string shown, string told)
    {
        if (shown.IndexOf(Mark, StringComparison.OrdinalIgnoreCase) is >= 0 and var at) Assert.Fail($"…{shown[Math.Max(0, at - 200)..Math.Min(shown.Length, at + 200)]}…\n{told}");
    }

    private static string Printed(FileReport file)
    {
        var output = new StringWriter();
        foreach (var format in Enum.GetValues<ReportFormat>()) ReportWriter.Write(format, new Report(PrometheusVersion.NewestKnown, [file]), output, new());
        return output.ToString();
    }

    /// <summary>The text with a few of its values made placeholders.</summary>
    private static (string Text, Dictionary<string, string> Values) Plant(Random random, string text)
    {
        var (edits, values) = (new List<Edit>(), new Dictionary<string, string>());
        var document = YamlDocument.Parse("x", Encoding.UTF8.GetBytes(text));
        if (document.Root is null) return (text, values);
        var scalars = new List<(ScalarNode Node, bool IsInFlow)>();
        FieldPath.Visit(document.Root, (node, path, isKey) =>
        {
            if (node.Style is not (ScalarStyle.Literal or ScalarStyle.Folded) && node.Tag is null && (!isKey || random.Next(8) == 0)) scalars.Add((node, path.IsInFlow || isKey));
        });
        foreach (var (node, isInFlow) in scalars)
        {
            if (values.Count > 2 || random.Next(scalars.Count) > 2 || edits.Exists(edit => edit.Start < node.Span.End && node.Span.Start < edit.End)) continue;
            var name = $"V{values.Count}";
            values[name] = Plants[random.Next(Plants.Length)](node.Value);
            var space = document.Source.Text.AsSpan(0, document.Source.CharAt(node.Span.Start)).EndsWith(":") ? " " : "";
            edits.Add(new(node.Span.Start, node.Span.End, $"{space}{(isInFlow || random.Next(2) == 0 ? $"'${{{name}}}'" : $"${{{name}}}")}"));
        }

        return (Encoding.UTF8.GetString(Edit.Apply(document.Source, edits).Span), values);
    }

    /// <summary>The text with its secrets made ones to be found, and perhaps damaged.</summary>
    private static string PlantSecrets(Random random, string text, out bool any)
    {
        var edits = new List<Edit>();
        var document = YamlDocument.Parse("x", Encoding.UTF8.GetBytes(text));
        any = false;
        if (document.Root is null) return text;
        SecretScalars.Visit(document.Root, scalar =>
        {
            var (node, isSecret, isUrl, _) = scalar;
            if (node.Style is ScalarStyle.Literal or ScalarStyle.Folded || node.Tag is not null) return;
            if (isSecret && node.Value.Length > 0) edits.Add(new(node.Span.Start, node.Span.End, ScalarText.DoubleQuoted(Mark + node.Value)));
            else if (isUrl || SecretFields.OfUrl(node.Value) is not null || node.Value.StartsWith("http", StringComparison.Ordinal))
            {
                // Without a scheme it is a URL where one is wanted, and nowhere else.
                var space = document.Source.Text.AsSpan(0, document.Source.CharAt(node.Span.Start)).EndsWith(":") ? " " : "";
                edits.Add(new(node.Span.Start, node.Span.End, space + ScalarText.DoubleQuoted(Urls[random.Next(isUrl ? Urls.Length : WithScheme)])));
            }
        });
        any = edits.Count > 0;
        return Encoding.UTF8.GetString(Edit.Apply(document.Source, edits).Span);
    }
}
