using System.Globalization;
using System.Text;
using PromLauncher.Config;
using PromLauncher.Config.Checks;
using PromLauncher.Config.Document;
using PromLauncher.Config.Redaction;
using PromLauncher.Config.Reports;
using PromLauncher.Tests.Config.Document;

namespace PromLauncher.Tests.Config;

/// <summary>
/// Text that is four times as long takes about four times the memory, and gives about four times the report. Both are counted, so that a busy
/// machine doesn't matter; what takes long without allocating is left to FuzzTest's bounds on processor time.
/// </summary>
[Trait("Category", "Soak")]
public sealed class GrowthTest(ITestOutputHelper output)
{
    private const int Short = 10_000;
    private const int Times = 4;

    /// <summary>Half as much again as linear growth gives; growth by the square gives 16.</summary>
    private const double Most = 1.5 * Times;

    /// <summary>Of so little nothing can be told: a buffer that is enlarged once more weighs as much.</summary>
    private const long Least = 2_000_000;

    private static readonly string[] Pieces =
    [
        "${", "${A}", "${A:-b}", "${ssm:/a}", "$${A}", "(?P<a>", "://", "@", "a.", "a: ", "a: b\n", "- a\n", "- {a: b}\n", "? a\n", "&a ", "*a ", "!!str ", "!<x> ", "[", "{", "}", "], ", "a, ", "'", "''", "\"", "\\", "\\n", "\\u00e9", "#", " # a\n", "|\n  x\n", ">-\n  x\n",
        "password: a\n", "password: a, ", "{password: a}, ", "token: ", "${A}\n", "\n", "\r\n", "\t", " ", "---\n", "...\n", "<<: *a\n", "\u0085", "\u2028", "–", "“", "😀", "\0", "global:\n  external_labels:\n    a: ${A}\n", "scrape_configs:\n", "- job_name: a\n", "a:1,", "1h", "1KB", "((a|b)*)*", "[a-z", "{{ . }}",
        "{{ if a }}", "a + ", "sum(", "http://u:p@a/?q ", "a=b,", "!a,",
    ];

    public static TheoryData<string> Contexts =>
    [
        "{0}", "a: {0}", "a: '{0}'", "a: \"{0}\"", "a: [{0}]", "a: |\n  {0}", "scrape_configs:\n- job_name: a\n  relabel_configs:\n  - regex: '{0}'\n    replacement: '{0}'\n", "scrape_configs:\n- job_name: a\n  proxy_url: '{0}'\n  scrape_interval: '{0}'\n  body_size_limit: '{0}'\n",
        "scrape_configs:\n- job_name: a\n  kubernetes_sd_configs: [{{role: pod, selectors: [{{role: pod, label: '{0}', field: '{0}'}}]}}]\n", "global:\n  external_labels: {{a: '{0}'}}\n", "remote_write:\n- url: '{0}'\n  headers: {{a: '{0}'}}\n- url: '{0}'\n",
        "[{{\"targets\": [\"{0}\"]}}]", "[{{\"targets\": [{0}]}}]", "groups: [{{name: a, rules: [{{alert: a, expr: '{0}', annotations: {{a: '{0}'}}}}]}}]",
    ];

    [Theory]
    [MemberData(nameof(Contexts))]
    public void Memory_and_report_grow_with_the_text_alone(string context)
    {
        var (worst, most) = ("", 0.0);
        var faults = new List<string>();
        foreach (var piece in Pieces)
        {
            var (little, much) = (Text(context, piece, Short), Text(context, piece, Times * Short));
            // What is made once is made before.
            WholeWay.Measure(little);
            foreach (var (what, before, after) in ((string, long, long)[])[("bytes", WholeWay.Measure(little).Bytes, WholeWay.Measure(much).Bytes), ("characters", Written(little), Written(much))])
            {
                if (after < Least) continue;
                var growth = (double)after / before;
                if (growth > most) (worst, most) = ($"{what} for '{piece}'", growth);
                if (growth > Most) faults.Add($"{before:N0} {what}, then {after:N0}, {growth:F1} times as many, for '{piece}'");
            }
        }

        output.WriteLine($"most: {worst}, {most:F1} times as many");
        Assert.True(faults.Count == 0, $"in '{context}': {string.Join("\n", faults)}");
    }

    private static byte[] Text(string context, string piece, int length) =>
        Encoding.UTF8.GetBytes(string.Format(CultureInfo.InvariantCulture, context, new StringBuilder().Insert(0, piece, length / piece.Length)));

    /// <summary>How many characters the reports of all formats have together.</summary>
    private static long Written(byte[] file)
    {
        var document = YamlDocument.Parse("prometheus.yml", file);
        using var writer = new Counter();
        foreach (var kind in (FileKind[])[FileKind.Targets, FileKind.Rules, FileKind.Web])
        {
            var report = new FileReport { Location = document.File, Findings = FileCheck.Other(kind, document, PrometheusVersion.NewestKnown).Findings, Source = document.Source, Secrets = Masking.SecretPlaces(document) };
            foreach (var format in Enum.GetValues<ReportFormat>()) ReportWriter.Write(format, new(PrometheusVersion.NewestKnown, [report]), writer, new());
        }

        return writer.Count;
    }

    private sealed class Counter : TextWriter
    {
        public long Count { get; private set; }

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => Count++;

        public override void Write(ReadOnlySpan<char> buffer) => Count += buffer.Length;

        public override void Write(char[] buffer, int index, int count) => Count += count;

        public override void Write(string? value) => Count += value?.Length ?? 0;
    }
}
