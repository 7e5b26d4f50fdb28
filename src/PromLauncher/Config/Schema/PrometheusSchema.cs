using System.Reflection;

namespace PromLauncher.Config.Schema;

/// <summary>
/// The configuration of one Prometheus release: every section, field, value and rule. The data are in prometheus.schema, a text file that is
/// extended by hand when a release comes out; a section is parsed when it is first requested, so that a small configuration costs little.
/// </summary>
internal sealed class PrometheusSchema
{
    /// <summary>Where upstream documents the configuration.</summary>
    public const string Docs = "https://prometheus.io/docs/prometheus/latest/configuration/configuration/";

    private const string Resource = "prometheus.schema";

    private readonly string _text;
    private readonly Dictionary<string, (int Heading, int Body, int End)> _index = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StructType> _structs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EnumType> _enums = new(StringComparer.Ordinal);

    private PrometheusSchema(string text, PrometheusVersion version)
    {
        _text = text;
        Version = version;
        Index();
    }

    /// <summary>The release.</summary>
    public PrometheusVersion Version { get; }

    /// <summary>The schema of a release. Releases older than the oldest known count as that one, newer ones as the newest.</summary>
    public static PrometheusSchema For(PrometheusVersion version)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        return new(reader.ReadToEnd(), Nearest(version));
    }

    /// <summary>A section.</summary>
    /// <param name="name">Its name in the schema.</param>
    /// <exception cref="KeyNotFoundException">The schema has no such section: a defect in it.</exception>
    public StructType Struct(string name)
    {
        if (_structs.TryGetValue(name, out var type)) return type;
        var (heading, body, end) = _index[name];
        return _structs[name] = SchemaParser.Struct(this, _text.AsSpan(heading, body - heading).Trim(), _text.AsSpan(body, end - body));
    }

    /// <summary>A list of words.</summary>
    /// <param name="name">Its name in the schema.</param>
    public EnumType Enum(string name)
    {
        if (_enums.TryGetValue(name, out var type)) return type;
        var (heading, body, end) = _index[name];
        return _enums[name] = SchemaParser.Enum(_text.AsSpan(heading, body - heading).Trim(), _text.AsSpan(body, end - body));
    }

    /// <summary>The release itself, or the nearest one that is known.</summary>
    public static PrometheusVersion Nearest(PrometheusVersion version)
    {
        if (version.IsNewerThanKnown) return PrometheusVersion.NewestKnown;
        return version.AtLeast(PrometheusVersion.OldestKnown.Major, PrometheusVersion.OldestKnown.Minor) ? version : PrometheusVersion.OldestKnown;
    }

    /// <summary>Headings begin in the first column; everything else is indented, empty or a comment.</summary>
    private void Index()
    {
        string? name = null;
        (int Heading, int Body, int End) entry = default;
        for (var start = 0; start < _text.Length;)
        {
            var end = _text.IndexOf('\n', start);
            var next = end < 0 ? _text.Length : end + 1;
            var line = _text.AsSpan(start, next - start);
            if (line.StartsWith("struct ") || line.StartsWith("enum "))
            {
                if (name is not null) _index.Add(name, entry with { End = start });
                var words = line.TrimEnd();
                words = words[(words.IndexOf(' ') + 1)..];
                name = (words.IndexOf(' ') is >= 0 and var space ? words[..space] : words).ToString();
                entry = (start, next, _text.Length);
            }

            start = next;
        }

        if (name is not null) _index.Add(name, entry);
    }
}
