using System.Text;
using PromLauncher.Config;
using PromLauncher.Config.Document;
using PromLauncher.Config.Yaml;
using PromLauncher.Tests.Supervision;

namespace PromLauncher.Tests.Config.Yaml;

/// <summary>Random texts are valid YAML to us when they are to go-yaml: v2 in promtool's <c>check config</c>, v3 in <c>check rules</c>.</summary>
[Trait("Category", "Soak")]
public sealed partial class SyntaxPromtoolTest(ITestOutputHelper output)
{
    private const int Batch = 500;

    [Theory]
    [InlineData("config", YamlLibrary.GoYaml2)]
    [InlineData("rules", YamlLibrary.GoYaml3)]
    public async Task Random_texts_are_valid_when_they_are_to_go_yaml(string kind, object library)
    {
        var cancellation = TestContext.Current.CancellationToken;
        Assert.SkipWhen(await Promtool.VersionAsync(cancellation) is null, "promtool is not installed");
        var seed = Seed.Value;
        var random = new Random(seed);
        var (valid, invalid) = (0, 0);
        var wrong = new List<string>();
        for (var round = Soak.Rounds(8); round > 0; round--)
        {
            using var folder = new TestFolder();
            var files = Enumerable.Range(0, Batch).Select(_ => Soup.Next(random)).Distinct().Index().ToDictionary(item => folder.File($"{item.Index}.yml", item.Item), item => item.Item);
            foreach (var (path, (_, words)) in await Promtool.AskAsync(kind == "rules" ? ["check", "rules", "--lint=none"] : ["check", "config", "--syntax-only"], [.. files.Keys], folder.Path, cancellation))
            {
                var isInvalid = SyntaxError().IsMatch(words);
                _ = isInvalid ? invalid++ : valid++;
                if (Fault(files[path], (YamlLibrary)library) is var ours && isInvalid == ours is null && !IsKnown(words, ours)) wrong.Add($"promtool: {words}\nhere: {ours?.Message ?? "valid"}\n{Convert.ToBase64String(Encoding.UTF8.GetBytes(files[path]))}\n{files[path]}");
            }
        }

        output.WriteLine($"{kind}: {valid} valid, {invalid} not, {wrong.Count} otherwise here; seed {seed}");
        Assert.True(wrong.Count == 0, $"seed {seed}\n{string.Join("\n\n", wrong)}");
        Assert.True(valid > Batch && invalid > Batch, $"{valid} valid, {invalid} not: too few of a kind, nothing was proven");
    }

    /// <summary>Found by go-yaml while it decodes, after the syntax: where it stops earlier, it doesn't notice.</summary>
    private static bool IsKnown(string words, Diagnostic? ours) =>
        ours?.Kind == FindingKind.SelfReferringAnchor && words.Contains("yaml:", StringComparison.Ordinal);

    private static Diagnostic? Fault(string text, YamlLibrary library)
    {
        var document = YamlDocument.Parse("a.yml", Encoding.UTF8.GetBytes(text), library: library);
        return document.IsBroken ? document.Diagnostics[^1] : document.Diagnostics.FirstOrDefault(static found => found.Severity == Severity.Error);
    }

    /// <summary>What go-yaml's reader, scanner and parser say; its decoder has other words.</summary>
    [System.Text.RegularExpressions.GeneratedRegex(@"yaml: (line \d+: )?(did not find|found |could not find|mapping (keys|values) are|block sequence|control characters|unknown anchor|anchor '.*' value contains itself|invalid (Unicode|leading|trailing)|incomplete)")]
    private static partial System.Text.RegularExpressions.Regex SyntaxError();
}
