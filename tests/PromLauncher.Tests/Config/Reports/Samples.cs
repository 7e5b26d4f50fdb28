using System.Text;
using PromLauncher.Config;
using PromLauncher.Config.Document;
using PromLauncher.Config.Reports;

namespace PromLauncher.Tests.Config.Reports;

/// <summary>Reports to write.</summary>
internal static class Samples
{
    public const string Text =
        "global:\n  scrape_intervall: 30s\nremote_write:\n- url: https://user:hunter2@host/x\n  basic_auth: {username: u, password: hunter2}\n\tüñí: \u001b[31mé\n";

    public static SourceText Source(string text) => SourceText.Decode(Encoding.UTF8.GetBytes(text), out _);

    public static TextSpan Span(string text, string part, int occurrence = 0)
    {
        var at = -1;
        for (var i = 0; i <= occurrence; i++) at = text.IndexOf(part, at + 1, StringComparison.Ordinal);
        return Source(text).Span(at, at + part.Length);
    }

    public static Diagnostic Finding(string part, Severity severity = Severity.Error, string id = "unknown-field", string message = "`scrape_intervall` is not a field of `global`.") =>
        new(FindingKind.Find(id)!, severity, message, "prometheus.yml", Span(Text, part))
        {
            Help = "Did you mean `scrape_interval`?",
            Url = "https://prometheus.io/docs/prometheus/latest/configuration/configuration/",
        };

    public static FileReport File(params Diagnostic[] findings) => new() { Location = "conf/prometheus.yml", Findings = findings, Source = Source(Text) };

    public static Report Report(params Diagnostic[] findings) => new(new(3, 14), [File(findings)]);

    /// <summary>Everything at once: severities, no findings, no place, odd characters, a location that is no path.</summary>
    public static Report Everything() => new(new(3, 14),
    [
        File(Finding("scrape_intervall"), Finding("https://", Severity.Warning, "literal-secret", "A \"quoted\" <tag> & 100 % sure\nof \u0000 this"), Finding("é", Severity.Note, "honor-labels") with { Help = null, Url = null }),
        new() { Location = "s3://bucket/pre fix/rules.yml", Findings = [Finding("global") with { Span = default }] },
        new() { Location = "conf/ümlaut: a,b%.yml", Findings = [] },
    ]);

    public static string Write(ReportFormat format, Report report, ReportOptions? options = null)
    {
        using var output = new StringWriter { NewLine = "\n" };
        ReportWriter.Write(format, report, output, options ?? new());
        return output.ToString();
    }
}
