using System.Globalization;
using System.Text;
using System.Text.Json;
using PromLauncher.Config;
using YamlDotNet.RepresentationModel;

namespace PromLauncher.Tests.Config.Placeholders;

/// <summary>A real Prometheus reads every value back exactly, in every style of YAML, with and without its own expansion of dollars.</summary>
[Trait("Category", "Native")]
public sealed class PrometheusReadsTest : IDisposable
{
    private static readonly string[] Styles =
    [
        "${V}", "'${V}'", "\"${V}\"", "|-\n      ${V}", "|-\n      x ${V}\n      y", ">-\n      x\n      ${V}", "!!str ${V}", "&a{0} ${V}", "x ${V}", "'x\n\n      ${V}'",
    ];

    private static readonly string[] Pieces =
    [
        "a", "b c", "Ä", "€", "😀", " ", "\t", "\n", "\r", "\u0085", "\u2028", "\u00A0", "\uFEFF", "\u0007", "'", "\"", "\\", ":", ": ", " #", "- ", "-", "---", "? ", "[", "]", "{", "}", ",", "&a", "*a",
        "!", "|", ">", "%", "@", "`", "$", "$$", "${HOME}", "yes", "true", "null", "~", "<<", "=", "10", "0x1f", "1e3", "0o7", "2001-01-01", "12:30:45", "key: value",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("promlauncher-").FullName;

    // Of a list in params: in block and flow context, and as a key.
    private static readonly string[] ListStyles =
    [
        ": ['${V}']", ": [\"${V}\"]", ": [ 'x ${V}' ]", ":\n    - ${V}", ":\n    - '${V}'", ":\n    - x\n      ${V}", ":\n    - >-\n      x\n      ${V}", "${V}: [v]",
    ];

    [Theory(Timeout = 240_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_value_reads_back_exactly(bool expands)
    {
        Assert.SkipUnless(RunningPrometheus.IsInstalled, "needs prometheus in PATH");
        var seed = Seed.Value;
        var random = new Random(seed);
        var (text, values) = (new StringBuilder("global:\n  external_labels:\n"), new Dictionary<string, string>());
        var (labels, parameters) = (new Dictionary<string, string>(), new Dictionary<string, string>());
        var singles = Pieces.Select(piece => "x" + piece).Concat(Pieces).ToArray();
        var count = Soak.Rounds(1500);
        string Next(int i) => values[Name(i)] = i % count < singles.Length * 3 ? singles[i % count / 3] : string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => Pieces[random.Next(Pieces.Length)]));
        for (var i = 0; i < count; i++)
        {
            var style = Styles[i % Styles.Length];
            text.Append(CultureInfo.InvariantCulture, $"    l{i}: {Filled(style, i)}\n");
            labels[$"l{i}"] = Reads(style, Next(i));
        }

        text.Append("scrape_configs:\n- job_name: ${JOB}\n  sample_limit: ${LIMIT}\n  honor_labels: ${HONOR}\n  scrape_interval: ${INTERVAL}\n  params:\n");
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[("JOB", "1e3"), ("LIMIT", "0x1f"), ("HONOR", "true"), ("INTERVAL", "1h30m")]) values[name] = value;
        for (var i = count; i < 2 * count; i++)
        {
            var (style, value) = (ListStyles[i % ListStyles.Length], Next(i));
            text.Append(CultureInfo.InvariantCulture, $"    p{i}{Filled(style, i)}\n");
            if (style[0] == '$') parameters[$"p{i}{value}"] = "v";
            else parameters[$"p{i}"] = style.Contains('x') ? "x " + value : value;
        }

        var expanded = Expanding.Expand(text.ToString(), values, new() { Prometheus = PrometheusVersion.Parse("2.42"), ExpandExternalLabels = expands });
        Assert.Empty(expanded.Diagnostics);
        var file = Path.Combine(_folder, "prometheus.yml");
        await File.WriteAllBytesAsync(file, expanded.Bundle.Files["prometheus.yml"], TestContext.Current.CancellationToken);
        var read = await RunningPrometheus.ConfigurationAsync(file, expands ? ["--enable-feature=expand-external-labels"] : [], TestContext.Current.CancellationToken);
        var job = (YamlMappingNode)((YamlSequenceNode)read["scrape_configs"])[0];
        Assert.Equal(("1e3", "31", "true", "1h30m"), (Text(job["job_name"]), Text(job["sample_limit"]), Text(job["honor_labels"]), Text(job["scrape_interval"])));
        Compare(labels, Members(read["global"]["external_labels"], Text));
        Compare(parameters, Members(job["params"], static list => Text(((YamlSequenceNode)list).Children[^1])));

        void Compare(Dictionary<string, string> expected, Dictionary<string, string> found)
        {
            foreach (var (name, value) in expected)
                Assert.True(found.GetValueOrDefault(name, "") == value, $"seed {seed}, {JsonSerializer.Serialize(name)}: wanted {JsonSerializer.Serialize(value)}, read {JsonSerializer.Serialize(found.GetValueOrDefault(name))}");
        }
    }

    private static string Name(int i) => string.Create(CultureInfo.InvariantCulture, $"V{i}");

    private static string Filled(string style, int i) =>
        style.Replace("{0}", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal).Replace("${V}", $"${{{Name(i)}}}", StringComparison.Ordinal);

    private static Dictionary<string, string> Members(YamlNode mapping, Func<YamlNode, string> text) =>
        ((YamlMappingNode)mapping).Children.ToDictionary(pair => Text(pair.Key), pair => text(pair.Value));

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;

    private static string Reads(string style, string value) => style switch
    {
        ['|', ..] when style.Contains("x ", StringComparison.Ordinal) => $"x {value}\ny",
        ['>', ..] or ['x', ..] => $"x {value}",
        "'x\n\n      ${V}'" => $"x\n{value}",
        _ => value,
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
