using System.Text;
using PromLauncher.Config.Document;
using YamlDotNet.RepresentationModel;
using YamlDocument = PromLauncher.Config.Document.YamlDocument;

namespace PromLauncher.Tests.Config.Placeholders;

/// <summary>Whatever a value holds, the scalar reads back as exactly its text with the value put in, and nothing else changes.</summary>
public sealed class QuotingTest
{
    // Each with a placeholder; what the scalar reads as when the value is put in.
    private static readonly (string Yaml, Func<string, string> Reads)[] Styles =
    [
        ("k: ${V}", v => v),
        ("k: a ${V}", v => "a " + v),
        ("k: ${V} b", v => v + " b"),
        ("k: a\n    ${V}\n    c", v => $"a {v} c"),
        ("k: '${V}'", v => v),
        ("k: 'it''s ${V}\n\n    x'", v => $"it's {v}\nx"),
        ("k: \"${V}\"", v => v),
        ("k: \"\\t${V}\\u00e4 \\\n    x\"", v => $"\t{v}ä x"),
        ("k: ['a', '${V}', \"${V}\"]", v => v),
        ("k: {x: '${V}'}", v => v),
        ("k: |\n    a\n    b ${V}\n    c", v => $"a\nb {v}\nc\n"),
        ("k: |\n    ${V}", v => v + "\n"),
        ("k: |-\n    ${V}", v => v),
        ("k: |+\n    ${V}\n\n", v => v + "\n\n\n"),
        ("k: |2\n      ${V}\n    x", v => $"  {v}\nx\n"),
        ("k: >\n    a\n    ${V}\n    c", v => $"a {v} c\n"),
        ("k: >-\n    ${V}", v => v),
        ("k: &anchor ${V}", v => v),
        ("k: !!str ${V}", v => v),
        ("${V}: k", v => v),
        ("'${V}': k", v => v),
        ("\"x${V}\": k", v => "x" + v),
        ("- x\n  - ${V}", v => v),
    ];

    private static readonly string[] Pieces =
    [
        "a", "b c", "x1", "Ä", "€", "😀", " ", "  ", "\t", "\n", "\n\n", "\r\n", "\r", "\u0085", "\u2028", "\u00A0", "\uFEFF", "\0", "\u0007", "\u007F", "'", "''", "\"", "\\", "\\n", ":", ": ",
        " #", "#", "- ", "-", "---", "...", "? ", "[", "]", "{", "}", "{}", ",", "&a", "*a", "!", "!!int 1", "|", ">", "%", "@", "`", "$", "$$", "${V}", "${V", "yes", "true", "null", "Null", "NULL", "~", "<<", "=",
        "10", "0x1f", "1e3", "0o7", "1_000", "2001-01-01", "12:30:45", ".inf", "key: value", "http://h:1/p?q=a&b#c", "%20",
    ];

    public static TheoryData<int> StyleNumbers => [.. Enumerable.Range(0, Styles.Length)];

    [Theory]
    [MemberData(nameof(StyleNumbers))]
    public void Every_style_reads_back_exactly(int style)
    {
        var seed = Seed.Value;
        var random = new Random(seed);
        var values = Pieces.Append("").Append("$---=? *a").Concat(Enumerable.Range(0, 500).Select(_ => Text(random)));
        foreach (var value in values) Check(Styles[style].Yaml, Styles[style].Reads(value), value, $"seed {seed}");
    }

    private static void Check(string yaml, string expected, string value, string seed)
    {
        var text = $"# before: ${{V}}\nfirst: 1\nm:\n  {yaml}\nlast: '2' # after\n";
        var expanded = Expanding.Expand(text, new() { ["V"] = value });
        var result = Expanding.Text(expanded);
        var told = $"{seed}, value {System.Text.Json.JsonSerializer.Serialize(value)}, result:\n{result}";
        Assert.False(expanded.Diagnostics.Any(d => d.Severity == PromLauncher.Config.Severity.Error), told);
        Assert.StartsWith("# before: ${V}\nfirst: 1\nm:\n  ", result, StringComparison.Ordinal);
        Assert.EndsWith("last: '2' # after\n", result, StringComparison.Ordinal);

        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(result));
        }
        catch (Exception exception)
        {
            Assert.Fail($"{exception.Message}\n{told}");
        }

        var root = Assert.IsType<YamlMappingNode>(stream.Documents[0].RootNode);
        Assert.Equal(["first", "m", "last"], root.Children.Keys.Select(key => ((YamlScalarNode)key).Value));
        Assert.Equal("2", ((YamlScalarNode)root.Children["last"]).Value);
        Assert.True(Scalars(root.Children["m"]).Contains(expected), $"wanted {System.Text.Json.JsonSerializer.Serialize(expected)}, {told}");

        // The tree that is handed on is the tree of the bytes.
        var read = YamlDocument.Parse("again", Encoding.UTF8.GetBytes(result));
        Assert.False(read.IsBroken, told);
        Assert.Equal(Flat(read.Root!), Flat(expanded.Documents["prometheus.yml"].Root!));
    }

    private static IEnumerable<string?> Scalars(YamlNode node) => node switch
    {
        YamlScalarNode scalar => [scalar.Value],
        YamlSequenceNode list => list.Children.SelectMany(Scalars),
        YamlMappingNode map => map.Children.SelectMany(pair => Scalars(pair.Key).Concat(Scalars(pair.Value))),
        _ => [],
    };

    private static string Flat(Node node) => node switch
    {
        ScalarNode scalar => $"{(scalar.Style == ScalarStyle.Plain ? "plain" : "quoted")} {scalar.Value}",
        SequenceNode sequence => $"[{string.Join(',', sequence.Items.Select(Flat))}]",
        MappingNode mapping => $"{{{string.Join(',', mapping.Entries.Select(entry => Flat(entry.Key) + ':' + Flat(entry.Value)))}}}",
        _ => "?",
    };

    private static string Text(Random random)
    {
        var text = new StringBuilder();
        for (var i = random.Next(1, 7); i > 0; i--) text.Append(Pieces[random.Next(Pieces.Length)]);
        return text.ToString();
    }
}
