using System.Globalization;
using System.Text;
using System.Text.Json;
using PromLauncher.Config.Document;
using PromLauncher.Tests.Supervision;
using YamlDotNet.RepresentationModel;
using YamlDocument = PromLauncher.Config.Document.YamlDocument;

namespace PromLauncher.Tests.Config.Yaml;

/// <summary>Random scalars in every style and over several lines: a real Prometheus reads the values that are read here.</summary>
[Trait("Category", "Soak")]
public sealed class ValuesPrometheusTest(ITestOutputHelper output)
{
    private static readonly string[] Pieces =
    [
        "a", "b c", "é", "😀", " ", "  ", "\t", "\n    ", "\n     ", "\n\n    ", "\n   \n    ", "\r\n    ", "\n", "\u0085    ", "\u2028    ", ":", "#", " #", "-", "?", ",", "'", "''", "\\", "\\\n    ", "\\n", "\\x41", "\\u00e4", "\\ ", "\\\"", "\"", "|", ">", "%", "&", "*", "!", "[", "{", "~", "<<",
    ];

    private static readonly string[] Openings = ["", "", "'", "'", "\"", "\"", "|\n      ", "|-\n      ", "|+\n      ", "|2\n      ", ">\n      ", ">-\n      ", ">+\n      ", "[", "{x: "];

    [Fact(Timeout = 240_000)]
    public async Task Prometheus_reads_the_same_values()
    {
        var cancellation = TestContext.Current.CancellationToken;
        Assert.SkipUnless(RunningPrometheus.IsInstalled, "needs prometheus in PATH");
        var seed = Seed.Value;
        var random = new Random(seed);
        var values = new Dictionary<string, string>();
        var text = new StringBuilder("global:\n  external_labels:\n");
        for (var (tries, wanted) = (0, Soak.Rounds(1500)); values.Count < wanted && tries < 100 * wanted; tries++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"l{values.Count}");
            var entry = $"    {name}: {Scalar(random)}\n";
            if (Value(entry) is not { } value) continue;
            values[name] = value;
            text.Append(entry);
        }

        using var folder = new TestFolder();
        var read = await RunningPrometheus.ConfigurationAsync(folder.File("prometheus.yml", text.ToString()), [], cancellation);
        var labels = ((YamlMappingNode)read["global"]["external_labels"]).Children.ToDictionary(static pair => ((YamlScalarNode)pair.Key).Value!, static pair => ((YamlScalarNode)pair.Value).Value!);
        foreach (var (name, value) in values)
            Assert.True(labels.GetValueOrDefault(name, "") == value, $"seed {seed}, {name}: {JsonSerializer.Serialize(value)} here, {JsonSerializer.Serialize(labels.GetValueOrDefault(name))} in Prometheus\n{text}");
        var multiline = values.Values.Count(static value => value.Contains('\n', StringComparison.Ordinal));
        output.WriteLine($"{values.Count} values, {multiline} of several lines; seed {seed}");
        Assert.True(values.Count > 1000 && multiline > 100, "too few of a kind: nothing was proven");
    }

    private static string Scalar(Random random)
    {
        var opening = Openings[random.Next(Openings.Length)];
        var text = new StringBuilder(opening);
        for (var pieces = random.Next(1, 7); pieces > 0; pieces--) text.Append(Pieces[random.Next(Pieces.Length)]);
        return text.Append(opening is "'" or "\"" ? opening : "").ToString();
    }

    /// <summary>The value of an entry that is a label by itself; null when it is more, less or something else.</summary>
    private static string? Value(string entry)
    {
        var document = YamlDocument.Parse("a.yml", Encoding.UTF8.GetBytes($"{entry}    z: z\n"));
        return document is { IsBroken: false, Unread: null, Root: MappingNode { Entries: [{ Key: ScalarNode, Value: ScalarNode { Tag: null, Anchor: null } value }, { Value: ScalarNode { Value: "z" } }] } } && !value.IsNull() && value.Value.Length > 0
            ? value.Value
            : null;
    }
}
