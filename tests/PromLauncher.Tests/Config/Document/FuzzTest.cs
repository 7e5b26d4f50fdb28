using System.Text;

namespace PromLauncher.Tests.Config.Document;

/// <summary>Damaged texts go through reading, expansion, regions, checks and masking: never an exception, a hang, or memory out of proportion.</summary>
[Trait("Category", "Soak")]
public sealed class FuzzTest(ITestOutputHelper output)
{
    private static readonly string[] Pieces =
    [
        "${", "}", "${1", "${_", "${A", "${A}", "${AX}", "${A}x", "(?P<", "(?P<a>", "password: ", "://", "@", "a.", "${ssm:/a:-b}", "$${A}", ":", ": ", "\n", "\r\n", "\n  ", "\t", "- ", "? ", "|\n  x", ">-\n  x", "&a ", "*a", "!!str ", "!<x> ", "[", "]", "{", "}", ",", "'", "\"", "\\", "\\ud800", "#", " #",
        "- “a”\n", "– a\n", "“a”, ", "[:", "((a|aa)*)*b", "\\Q", "token: a\n", "9EB", "\"a\\ud800\", ",
        "---\n", "...\n", "%YAML 1.1\n", "<<: *a", "\uFEFF", "\u0085", "\u2028", "–", "“", "\u00A0", "\0", "😀", "sigv4: {}", "region: ", "~", "@", "`", "  ", "global:\n  external_labels:\n    a: ${A}\n",
    ];

    /// <summary>Typical ones take a third of a millisecond.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>So many pieces give as many findings, and each is written in every format for each kind of file.</summary>
    private static readonly TimeSpan LongestOfMany = TimeSpan.FromSeconds(4);

    [Fact]
    public void A_hundred_thousand_damaged_documents_do_no_harm()
    {
        var seed = Seed.Value;
        var random = new Random(seed);
        var seeds = ((string[])["config.jsonl", "rules.jsonl", "targets-and-web.jsonl"]).SelectMany(static file => Oracle.Read(file).Cases).Select(c => c.Text).Where(text => text.Length < 1500).ToArray();
        var (most, longest) = (0L, TimeSpan.Zero);
        for (var i = 0; i < Soak.Rounds(100_000); i++)
        {
            var (bytes, processor) = Try(Damaged(random, seeds), $"seed {seed}, document {i}", 64 << 20, Longest);
            most = Math.Max(most, bytes);
            longest = processor > longest ? processor : longest;
        }

        output.WriteLine($"at most {most:N0} bytes, {longest.TotalMilliseconds:F1} ms");
    }

    public static TheoryData<string> Contexts => ["{0}", "a: {0}", "a: '{0}'", "a: \"{0}\"", "a: [{0}]", "a: |\n  {0}", "scrape_configs:\n- relabel_configs:\n  - regex: '{0}'\n    replacement: '{0}'\n", "global:\n  external_labels: {{a: '{0}'}}\n", "[{{\"targets\": [\"{0}\"]}}]", "[{{\"targets\": [{0}]}}]", "groups: [{{name: a, rules: [{{record: a, expr: '{0}'}}]}}]"];

    /// <summary>What takes time by the square of its length is found by what repeats.</summary>
    [Theory]
    [MemberData(nameof(Contexts))]
    public void A_piece_that_is_repeated_without_end_does_no_harm(string context)
    {
        var seed = Seed.Value;
        var random = new Random(seed);
        var (slowest, longest) = ("", TimeSpan.Zero);
        foreach (var piece in Pieces.Concat(Enumerable.Range(0, Soak.Rounds(10)).Select(_ => Pieces[random.Next(Pieces.Length)] + Pieces[random.Next(Pieces.Length)])))
        {
            var text = string.Format(System.Globalization.CultureInfo.InvariantCulture, context, new StringBuilder().Insert(0, piece, 40_000 / piece.Length));
            var (_, processor) = Try(Encoding.UTF8.GetBytes(text), $"'{piece}' repeated in '{context}'", 4L << 30, LongestOfMany);
            if (processor > longest) (slowest, longest) = (piece, processor);
        }

        output.WriteLine($"slowest: '{slowest}', {longest.TotalMilliseconds:F0} ms");
    }

    private static (long Bytes, TimeSpan Processor) Try(byte[] file, string told, long most, TimeSpan longest)
    {
        try
        {
            var used = WholeWay.Measure(file);
            Assert.True(used.Bytes < most, $"{used.Bytes:N0} bytes for {file.Length}");
            Assert.True(used.Processor < longest, $"{used.Processor} of the processor for {file.Length} bytes");
            return used;
        }
        catch (Exception exception)
        {
            throw new Xunit.Sdk.XunitException($"{told}: {exception}\n{(file.Length > 10_000 ? "" : Convert.ToBase64String(file))}");
        }
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
