using System.Globalization;
using PromLauncher.Config;
using PromLauncher.Config.Checks;
using PromLauncher.Config.Document;
using PromLauncher.Config.Placeholders;
using PromLauncher.Config.Redaction;
using PromLauncher.Config.Reports;
using PromLauncher.Config.SigV4;
using PromLauncher.Config.Validation;

namespace PromLauncher.Tests.Config.Document;

/// <summary>What is done to a file from its bytes to the report: reading, expansion, regions, checks, masking, difference.</summary>
internal static class WholeWay
{
    /// <summary>Goes it, and tells what it took.</summary>
    /// <returns>Bytes allocated, and time of the processor used by this thread: neither depends on what else the machine does.</returns>
    public static (long Bytes, TimeSpan Processor) Measure(byte[] file)
    {
        var (before, start) = (GC.GetAllocatedBytesForCurrentThread(), ProcessorTime());
        Go(file);
        return (GC.GetAllocatedBytesForCurrentThread() - before, ProcessorTime() - start);
    }

    private static void Go(byte[] file)
    {
        var bundle = new ConfigBundle(new Dictionary<string, ReadOnlyMemory<byte>> { ["prometheus.yml"] = file }, "prometheus.yml");
        var scan = PlaceholderScan.Find(bundle, new() { KnownNames = ["HOME", "PATH", "REMOTE_WRITE_URL"] });
        var values = scan.References.Where(static r => !r.Name.EndsWith('X')).ToDictionary(r => r, r => (PlaceholderValue)new PlaceholderValue.Text("a: b\n- '\"#", "environment", true));
        var expanded = Expansion.Apply(scan, values);
        var filled = SigV4Regions.Find(expanded).Fill("eu-west-1");
        var document = filled.Documents["prometheus.yml"];
        _ = UnifiedDiff.Write(Masking.Source(document), Masking.Expanded(filled, "prometheus.yml"), "a", "b");
        _ = Scrubber.Of(filled);
        var findings = FileCheck.Configuration(filled, new ValidationOptions { Version = PrometheusVersion.NewestKnown }).Findings;
        Report(document, findings);
        Others(file);
    }

    /// <summary>The same bytes as each of the other kinds of files.</summary>
    private static void Others(byte[] file)
    {
        var json = YamlDocument.Parse("x.json", file);
        Report(json, FileCheck.Other(FileKind.Targets, json, PrometheusVersion.NewestKnown).Findings);
        var yaml = YamlDocument.Parse("x.yml", file);
        foreach (var kind in (FileKind[])[FileKind.Targets, FileKind.Rules, FileKind.Web])
        {
            Report(yaml, FileCheck.Other(kind, yaml, PrometheusVersion.NewestKnown).Findings);
        }
    }

    private static void Report(YamlDocument document, IReadOnlyList<Diagnostic> findings)
    {
        var report = new FileReport { Location = document.File, Findings = findings, Source = document.Source, Secrets = Masking.SecretPlaces(document) };
        foreach (var format in Enum.GetValues<ReportFormat>()) ReportWriter.Write(format, new(PrometheusVersion.NewestKnown, [report]), TextWriter.Null, new());
    }

    // Nanoseconds on a processor, then waiting, then the number of slices: https://docs.kernel.org/scheduler/sched-stats.html.
    private static TimeSpan ProcessorTime()
    {
        var text = File.ReadAllText("/proc/thread-self/schedstat").AsSpan();
        return TimeSpan.FromMicroseconds(long.Parse(text[..text.IndexOf(' ')], CultureInfo.InvariantCulture) / 1000.0);
    }
}
