using PromLauncher.Config;
using PromLauncher.Config.Document;
using PromLauncher.Tests.Supervision;

namespace PromLauncher.Tests.Config.Validation;

/// <summary>Random texts, given to promtool and to us: the verdicts are compared.</summary>
internal sealed class PromtoolComparison
{
    /// <summary>How many texts one run of promtool gets.</summary>
    public required int Batch { get; init; }

    /// <summary>How many batches, before <see cref="Soak"/> multiplies them.</summary>
    public required int Rounds { get; init; }

    /// <summary>More than this many have to be accepted, and refused: else nothing is proven.</summary>
    public required int Least { get; init; }

    /// <summary>The extension of the files, with its dot.</summary>
    public required string Extension { get; init; }

    /// <summary>Files that are beside each text.</summary>
    public string[] Companions { get; init; } = [];

    /// <summary>Our verdict: an error, or null.</summary>
    public required Func<string, string?> Fault { get; init; }

    /// <summary>promtool's verdicts on files in a folder.</summary>
    public required Func<List<string>, string, CancellationToken, Task<IReadOnlyDictionary<string, (bool Accepted, string Words)>>> Ask { get; init; }

    /// <summary>False for a text that this promtool can't judge.</summary>
    public Func<string, bool> IsJudged { get; init; } = static _ => true;

    /// <summary>True for a known difference: the text, promtool's words and our error.</summary>
    public Func<string, string, string?, bool> IsKnown { get; init; } = static (_, _, _) => false;

    /// <summary>Fails with every text on which the verdicts differ.</summary>
    /// <param name="texts">What the random texts are made of.</param>
    /// <param name="version">promtool's release.</param>
    /// <param name="output">Gets the counts.</param>
    public async Task RunAsync(IEnumerable<string> texts, PrometheusVersion version, ITestOutputHelper output)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var seed = Seed.Value;
        var mutants = new Mutants(new Random(seed), texts.Where(text => text.Length < 1500 && Fault(text) is null));
        var (accepted, refused) = (0, 0);
        var wrong = new List<string>();
        for (var round = Soak.Rounds(Rounds); round > 0; round--)
        {
            using var folder = new TestFolder();
            foreach (var name in Companions) folder.File(name, "x");
            var files = new Dictionary<string, string>();
            while (files.Count < Batch)
            {
                var text = mutants.Next();
                if (BinaryText.IsUtf8(text) && IsJudged(text)) files[folder.File($"{files.Count}{Extension}", text)] = text;
            }

            foreach (var (path, verdict) in await Ask([.. files.Keys], folder.Path, cancellation))
            {
                _ = verdict.Accepted ? accepted++ : refused++;
                var ours = Fault(files[path]);
                if (verdict.Accepted != ours is null && !IsKnown(files[path], verdict.Words, ours)) wrong.Add($"seed {seed}: promtool: {verdict.Words}\nhere: {ours ?? "accepted"}\n{files[path]}");
            }
        }

        output.WriteLine($"{accepted} accepted, {refused} refused, {wrong.Count} otherwise here; promtool {version}, seed {seed}");
        Assert.True(wrong.Count == 0, string.Join("\n\n", wrong));
        Assert.True(accepted > Least && refused > Least, "too few of a kind: nothing was proven");
    }
}
