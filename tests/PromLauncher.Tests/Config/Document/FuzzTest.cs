using System.Diagnostics;
using System.Text;
using PromLauncher.Config;
using PromLauncher.Config.Placeholders;
using PromLauncher.Config.Reports;

namespace PromLauncher.Tests.Config.Document;

/// <summary>Damaged texts go through reading, expansion, regions and masking: never an exception, a hang, or memory out of proportion.</summary>
[Trait("Category", "Soak")]
public sealed class FuzzTest(ITestOutputHelper output)
{
    private const int Documents = 100_000;
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(40);

    private static readonly string[] Pieces =
    [
        "${", "}", "${A}", "${ssm:/a:-b}", "$${A}", ":", ": ", "\n", "\r\n", "\n  ", "\t", "- ", "? ", "|\n  x", ">-\n  x", "&a ", "*a", "!!str ", "!<x> ", "[", "]", "{", "}", ",", "'", "\"", "\\", "\\ud800", "#", " #",
        "---\n", "...\n", "%YAML 1.1\n", "<<: *a", "\uFEFF", "\u0085", "\u2028", "–", "“", "\u00A0", "\0", "😀", "sigv4: {}", "region: ", "~", "@", "`", "  ", "global:\n  external_labels:\n    a: ${A}\n",
    ];

    [Fact]
    public void A_hundred_thousand_damaged_documents_do_no_harm()
    {
        var seed = Seed.Value;
        var random = new Random(seed);
        var seeds = Oracle.Read("config.jsonl").Cases.Select(c => c.Text).Where(text => text.Length < 1500).ToArray();
        var watch = Stopwatch.StartNew();
        var done = 0;
        for (; done < Documents && watch.Elapsed < Budget; done++)
        {
            var bytes = Damaged(random, seeds);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                Use(bytes);
            }
            catch (Exception exception)
            {
                Assert.Fail($"seed {seed}, document {done}: {exception}\n{Convert.ToBase64String(bytes)}");
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < 256 << 20, $"seed {seed}, document {done}: {allocated:N0} bytes for {bytes.Length}\n{Convert.ToBase64String(bytes)}");
        }

        output.WriteLine($"{done} documents in {watch.Elapsed.TotalSeconds:F1} s, seed {seed}");
    }

    private static void Use(byte[] bytes)
    {
        var bundle = new ConfigBundle(new Dictionary<string, ReadOnlyMemory<byte>> { ["prometheus.yml"] = bytes }, "prometheus.yml");
        var scan = PlaceholderScan.Find(bundle, new());
        var expanded = Expansion.Apply(scan, scan.References.ToDictionary(r => r, r => (PlaceholderValue)new PlaceholderValue.Text("a: b\n- '\"#", "environment", true)));
        var filled = SigV4Regions.Find(expanded).Fill("eu-west-1");
        var shown = Masking.Expanded(filled, "prometheus.yml");
        _ = UnifiedDiff.Write(Masking.Source(filled.Documents["prometheus.yml"]), shown, "a", "b");
        _ = Masking.SecretPlaces(filled.Documents["prometheus.yml"]);
        var file = new FileReport { Location = "prometheus.yml", Findings = filled.Diagnostics, Source = filled.Documents["prometheus.yml"].Source };
        ReportWriter.Write(ReportFormat.Text, new(PrometheusVersion.NewestKnown, [file]), TextWriter.Null, new());
    }

    private static byte[] Damaged(Random random, string[] seeds)
    {
        var text = new StringBuilder(random.Next(4) == 0 ? "" : seeds[random.Next(seeds.Length)]);
        for (var i = random.Next(1, 8); i > 0; i--)
        {
            var at = random.Next(text.Length + 1);
            switch (random.Next(4))
            {
                case 0 when at < text.Length:
                    text.Remove(at, Math.Min(random.Next(1, 20), text.Length - at));
                    break;
                case 1 when at < text.Length:
                    text.Insert(random.Next(text.Length), text.ToString(at, Math.Min(random.Next(1, 40), text.Length - at)));
                    break;
                default:
                    text.Insert(at, Pieces[random.Next(Pieces.Length)]);
                    break;
            }
        }

        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        if (bytes.Length > 0 && random.Next(8) == 0) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }
}
