using System.Globalization;
using System.Text;
using PromLauncher.Config;
using PromLauncher.Config.Document;
using PromLauncher.Config.Strict;
using PromLauncher.Config.Validation;
using PromLauncher.Config.Yaml;

namespace PromLauncher.Tests.Config.Strict;

/// <summary>
/// What both versions of go-yaml read into a struct with two texts, a number, a boolean and a list, and into a map of texts. Each row was seen
/// with <c>UnmarshalStrict</c> of go-yaml 2.4, and <c>KnownFields</c> of go-yaml 3.0.1.
/// </summary>
public sealed class StrictReaderTest
{
    private const string Refused = "refused";

    private static readonly SectionSpec Spec = new("a thing", "https://example.com", "a", "b", "n", "t", "l");

    [Theory]
    // Keys and merges: v2 sets what it meets last, in v3 a mapping's own fields win.
    [InlineData("{a: 1}", "a=1", "a=1")]
    [InlineData("{? a : 1}", "a=1", "a=1")]
    [InlineData("{a: 1, <<: {a: 2, b: 3}}", "a=2 b=3", "a=1 b=3")]
    [InlineData("{<<: {a: 2}, a: 1}", "a=1", "a=1")]
    [InlineData("{<<: [{a: 1}, {a: 2, b: 3}]}", "a=1 b=3", "a=1 b=3")]
    [InlineData("{<<: [{a: 1, a: 2}]}", Refused, Refused)]
    [InlineData("{<<: {a: 1}, <<: {a: 2}}", "a=2", Refused)]
    [InlineData("{<<: {<<: {a: 1}, b: 2}}", "a=1 b=2", "a=1 b=2")]
    [InlineData("{<<: &m {a: 1}, b: 2}", "a=1 b=2", "a=1 b=2")]
    [InlineData("{<<: []}", "", "")]
    [InlineData("{<<: x}", Refused, Refused)]
    [InlineData("{<<: [x]}", Refused, Refused)]
    [InlineData("{<<: ~}", Refused, Refused)]
    [InlineData("{'<<': {a: 1}}", Refused, Refused)]
    [InlineData("{a: 1, a: 2}", Refused, Refused)]
    [InlineData("{~: 1}", Refused, "")]
    [InlineData("{'': 1}", Refused, Refused)]
    [InlineData("{[a]: 1}", Refused, Refused)]
    [InlineData("{&k a: 1, b: *k}", "a=1 b=a", "a=1 b=a")]
    // Texts.
    [InlineData("{a: &x 1, b: *x}", "a=1 b=1", "a=1 b=1")]
    [InlineData("{a: !!str 1}", "a=1", "a=1")]
    [InlineData("{a: ~}", "", "")]
    [InlineData("{a: !!int x}", Refused, Refused)]
    [InlineData("{a: [1]}", Refused, Refused)]
    // Numbers.
    [InlineData("{n: 1.9}", "n=1", "n=1")]
    [InlineData("{n: -1.9}", "n=-1", "n=-1")]
    [InlineData("{n: 0x1F}", "n=31", "n=31")]
    [InlineData("{n: 017}", "n=15", "n=15")]
    [InlineData("{n: 1_0}", "n=10", "n=10")]
    [InlineData("{n: ~}", "", "")]
    [InlineData("{n: 1e30}", Refused, Refused)]
    [InlineData("{n: '1'}", Refused, Refused)]
    // Booleans.
    [InlineData("{t: on}", "t=True", "t=True")]
    [InlineData("{t: y}", "t=True", "t=True")]
    [InlineData("{t: 'true'}", Refused, Refused)]
    [InlineData("{t: 1}", Refused, Refused)]
    // Lists, and what is no mapping.
    [InlineData("{l: [a, b]}", "l=a,b", "l=a,b")]
    [InlineData("{l: ~}", "", "")]
    [InlineData("{l: a}", Refused, Refused)]
    [InlineData("~", "", "")]
    [InlineData("[]", Refused, Refused)]
    [InlineData("x", Refused, Refused)]
    public void A_section_is_read_as_go_yaml_reads_it(string text, string v2, string v3)
    {
        Assert.Equal(v2, Section(text, YamlLibrary.GoYaml2));
        Assert.Equal(v3, Section(text, YamlLibrary.GoYaml3));
    }

    [Theory]
    [InlineData("{a: 1, b: ~}", "a=1 b=", "a=1 b=")]
    [InlineData("{a: 1, <<: {a: 2, b: 3}}", Refused, "a=1 b=3")]
    [InlineData("{<<: {a: 2}, a: 1}", Refused, "a=1")]
    [InlineData("{<<: [{a: 1}, {a: 2, b: 3}]}", Refused, "a=1 b=3")]
    [InlineData("{<<: {a: 1}, <<: {a: 2}}", Refused, Refused)]
    [InlineData("{<<: {<<: {a: 1}, b: 2}}", "a=1 b=2", "a=1 b=2")]
    [InlineData("{<<: x}", Refused, Refused)]
    [InlineData("{<<: []}", "", "")]
    [InlineData("{a: 1, a: 2}", Refused, Refused)]
    [InlineData("{~: 1}", "=1", "")]
    [InlineData("{'': 1}", "=1", "=1")]
    [InlineData("{~: 1, null: 2}", Refused, "")]
    [InlineData("{[a]: 1}", Refused, Refused)]
    [InlineData("{a: [1]}", Refused, Refused)]
    [InlineData("{a: 1.9, b: 'true'}", "a=1.9 b=true", "a=1.9 b=true")]
    [InlineData("{a: 0x1F, b: on}", "a=0x1F b=on", "a=0x1F b=on")]
    [InlineData("~", "", "")]
    [InlineData("x", Refused, Refused)]
    public void A_map_of_texts_is_read_as_go_yaml_reads_it(string text, string v2, string v3)
    {
        Assert.Equal(v2, Map(text, YamlLibrary.GoYaml2));
        Assert.Equal(v3, Map(text, YamlLibrary.GoYaml3));
    }

    private static string Section(string text, YamlLibrary library) => Read(text, library, static (reader, root) =>
    {
        var values = new List<string>();
        if (reader.Section(root, Spec) is not { } fields) return values;
        foreach (var name in (string[])["a", "b"])
        {
            if (fields.TryGetValue(name, out var entry) && reader.Text(entry.Value, name, "") is { Length: > 0 } value) values.Add($"{name}={value}");
        }

        if (fields.TryGetValue("n", out var number) && reader.Int(number.Value, "n", "") is { } n and not 0) values.Add(string.Create(CultureInfo.InvariantCulture, $"n={n}"));
        if (fields.TryGetValue("t", out var truth) && reader.Bool(truth.Value, "t", "") is true) values.Add("t=True");
        if (fields.TryGetValue("l", out var list) && reader.List(list.Value, "l", "") is { Count: > 0 } items) values.Add("l=" + string.Join(',', items.Select(item => reader.Text(item, "l", ""))));
        return values;
    });

    private static string Map(string text, YamlLibrary library) => Read(text, library, static (reader, root) =>
        reader.Texts(root, "m", "") is { } texts ? texts.Known.OrderBy(static entry => entry.Key, StringComparer.Ordinal).Select(static entry => $"{entry.Key}={entry.Value}") : []);

    private static string Read(string text, YamlLibrary library, Func<StrictReader, Node, IEnumerable<string>> read)
    {
        var document = YamlDocument.Parse("a.yml", Encoding.UTF8.GetBytes(text + "\n"));
        var findings = new Findings("a.yml");
        var values = read(new(findings, library, PrometheusVersion.NewestKnown, isOffline: false), document.Root!).ToList();
        return findings.All.Count + document.Diagnostics.Count > 0 ? Refused : string.Join(' ', values);
    }
}
