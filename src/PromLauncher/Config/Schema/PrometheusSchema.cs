using System.Text;

namespace PromLauncher.Config.Schema;

/// <summary>
/// The configuration of one Prometheus release: every section, field, value and rule. The data are in prometheus.schema, a text file that is
/// extended by hand when a release comes out; a section is parsed when it is first requested, so that a small configuration costs little.
/// </summary>
internal sealed class PrometheusSchema
{
    /// <summary>Where upstream documents the configuration.</summary>
    public const string Docs = "https://prometheus.io/docs/prometheus/latest/configuration/configuration/";

    private readonly Dictionary<string, (int Heading, int Body, int End)> _index = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StructType> _structs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EnumType> _enums = new(StringComparer.Ordinal);

    private PrometheusSchema(PrometheusVersion version)
    {
        Version = version;
        Index();
    }

    /// <summary>The release.</summary>
    public PrometheusVersion Version { get; }

    /// <summary>The schema of a release. Releases older than the oldest known count as that one, newer ones as the newest.</summary>
    public static PrometheusSchema For(PrometheusVersion version) => new(Nearest(version));

    /// <summary>A section.</summary>
    /// <param name="name">Its name in the schema.</param>
    /// <exception cref="KeyNotFoundException">The schema has no such section: a defect in it.</exception>
    public StructType Struct(string name)
    {
        if (_structs.TryGetValue(name, out var type)) return type;
        var (heading, body, end) = _index[name];
        return _structs[name] = SchemaParser.Struct(this, Text(heading, body), Text(body, end));
    }

    /// <summary>A list of words.</summary>
    /// <param name="name">Its name in the schema.</param>
    public EnumType Enum(string name)
    {
        if (_enums.TryGetValue(name, out var type)) return type;
        var (heading, body, end) = _index[name];
        return _enums[name] = SchemaParser.Enum(Text(heading, body), Text(body, end));
    }

    /// <summary>The release itself, or the nearest one that is known.</summary>
    public static PrometheusVersion Nearest(PrometheusVersion version)
    {
        if (version.IsNewerThanKnown) return PrometheusVersion.NewestKnown;
        return version.AtLeast(PrometheusVersion.OldestKnown.Major, PrometheusVersion.OldestKnown.Minor) ? version : PrometheusVersion.OldestKnown;
    }

    private static string Text(int start, int end) => Encoding.UTF8.GetString(SchemaText.Utf8[start..end].TrimEnd((byte)'\n'));

    /// <summary>Headings begin in the first column; everything else is indented, empty or a comment.</summary>
    private void Index()
    {
        var text = SchemaText.Utf8;
        string? name = null;
        (int Heading, int Body, int End) entry = default;
        for (var start = 0; start < text.Length;)
        {
            var end = text[start..].IndexOf((byte)'\n');
            var next = end < 0 ? text.Length : start + end + 1;
            if (text[start] is (byte)'s' or (byte)'e')
            {
                if (name is not null) _index.Add(name, entry with { End = start });
                var words = text[start..next].TrimEnd((byte)'\n');
                words = words[(words.IndexOf((byte)' ') + 1)..];
                name = Encoding.UTF8.GetString(words.IndexOf((byte)' ') is >= 0 and var space ? words[..space] : words);
                entry = (start, next, text.Length);
            }

            start = next;
        }

        if (name is not null) _index.Add(name, entry);
    }
}
