using System.Text;
using PromLauncher.Config.Document;

namespace PromLauncher.Tests.Config.Validation;

/// <summary>
/// Configurations that nobody wrote: texts that a release accepts, joined and changed at random. Fields get the values that stand in other
/// texts, or odd ones; entries go, come and change their names; characters are damaged.
/// </summary>
internal sealed class Mutants
{
    private static readonly string[] Odd =
    [
        "", "~", "null", "yes", "0", "1", "-1", "0x1F", "0o17", "1_000", "1e3", "1.5", ".inf", "2001-01-01", "12:30", "\"5m\"", "''", "a b", "!!str 5", "!!int \"5\"", "!!bool true", "!!binary aGk=", "!!binary /w==", "!foo x",
        "18446744073709551615", "9223372036854775808", "é", "\"\\x00\"", "[]", "{}", "[a]", "{a: b}", "[~]", "@x", "1h30m", "30m1h", "1.5h", "-5m", "300y", "1KiB", "1.5GB", "16EB", "http://a b/", "://x", "http://[::1", "http://a:b",
        "a:80", "mailto:x", "/x", "ftp://x", "a/b", "ftp", "HTTP", "$1", "${a}", "a$", "(", "'[a-z'", "'a{2,1}'", "'a{1001}'", "'(?=x)'", "'\\d+'", "'a**'", "'\\pN'", "'[[:foo:]]'", "__address__", "__scheme__", "a-b", "1a",
        "TLS12", "tls12", "basic", "'  basic '", "rules/*.yml", "rules/*/a.yml", "'[a'", "Host", "X-A", "v1", "replace", "REPLACE", "hashmod", "keepequal", "lowercase", "labelmap", "labeldrop", "labelkeep", "'http://a:9090/x'",
    ];

    private static readonly string[] Pieces =
    [
        ":", ": ", "\n", "\r\n", "\n  ", "\t", "- ", "? ", "|\n  x", ">-\n  x", "&a ", "*a", "!!str ", "!<x> ", "[", "]", "{", "}", ",", "'", "\"", "\\", "#", " #", "---\n", "...\n", "<<: *a", "\u0085", "–", "“", "\u00A0", "😀", "~", "`", "  ",
    ];

    private readonly Random _random;
    private readonly string[] _seeds;
    private readonly Dictionary<string, List<string>> _values = new(StringComparer.Ordinal);
    private readonly List<string> _entries = [];

    /// <summary>Makes a source of mutants.</summary>
    /// <param name="random">The chance.</param>
    /// <param name="seeds">Accepted texts.</param>
    public Mutants(Random random, IEnumerable<string> seeds)
    {
        (_random, _seeds) = (random, [.. seeds]);
        foreach (var seed in _seeds) Collect(Parse(seed).Root, seed);
    }

    /// <summary>The next one.</summary>
    public string Next()
    {
        var text = Pick(_seeds);
        if (_random.Next(3) == 0) text = Join(text, Pick(_seeds));
        if (_random.Next(4) == 0) return Damage(text);
        for (var i = _random.Next(1, 4); i > 0; i--) text = Change(text);
        return text;
    }

    /// <summary>Two texts below each other, where no field stands in both.</summary>
    private static string Join(string first, string second)
    {
        if (Parse(first).Root is not MappingNode a || Parse(second).Root is not MappingNode b || a.IsFlow || b.IsFlow || a.Span.Column != b.Span.Column) return first;
        var names = a.Entries.Select(entry => (entry.Key as ScalarNode)?.Value).ToHashSet();
        return b.Entries.Any(entry => names.Contains((entry.Key as ScalarNode)?.Value)) ? first : $"{first.TrimEnd('\n')}\n{second}";
    }

    private string Change(string text)
    {
        var document = Parse(text);
        var entries = new List<(MappingNode Owner, ScalarNode Key, Node Value)>();
        Walk(document.Root, entries);
        if (entries.Count == 0) return Damage(text);
        var (owner, key, value) = entries[_random.Next(entries.Count)];
        switch (_random.Next(6))
        {
            case 0:
                return Replace(document, value.Span, Pick(Odd));
            case 1 or 2:
                return Replace(document, value.Span, _values.TryGetValue(key.Value, out var known) ? known[_random.Next(known.Count)] : Pick(Odd));
            case 3:
                return Replace(document, key.Span, _random.Next(2) == 0 ? key.Value + "s" : Name(_entries[_random.Next(_entries.Count)]));
            case 4 when !owner.IsFlow && owner.Entries.Length > 1:
                return Replace(document, key.Span with { End = value.Span.End }, "");
            default:
                var more = _entries[_random.Next(_entries.Count)];
                return owner.IsFlow
                    ? Replace(document, key.Span with { End = key.Span.Start }, more + ", ")
                    : Replace(document, key.Span with { End = key.Span.Start }, $"{more}\n{new string(' ', key.Span.Column - 1)}");
        }
    }

    private string Damage(string text)
    {
        var at = _random.Next(text.Length + 1);
        return _random.Next(3) switch
        {
            0 when at < text.Length => text.Remove(at, 1),
            1 when at < text.Length => text.Insert(_random.Next(text.Length), text.Substring(at, Math.Min(_random.Next(1, 20), text.Length - at))),
            _ => text.Insert(at, Pick(Pieces)),
        };
    }

    private void Collect(Node? node, string text)
    {
        var entries = new List<(MappingNode Owner, ScalarNode Key, Node Value)>();
        Walk(node, entries);
        foreach (var (_, key, value) in entries)
        {
            if (value is not ScalarNode { Style: ScalarStyle.Plain or ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted } scalar || scalar.Span.Line != scalar.Span.EndLine) continue;
            var written = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text).AsSpan(scalar.Span.Start..scalar.Span.End));
            if (!_values.TryGetValue(key.Value, out var known)) _values[key.Value] = known = [];
            known.Add(written);
            _entries.Add($"{key.Value}: {written}");
        }
    }

    private static void Walk(Node? node, List<(MappingNode Owner, ScalarNode Key, Node Value)> entries)
    {
        if (node is SequenceNode list)
        {
            foreach (var item in list.Items) Walk(item, entries);
        }
        else if (node is MappingNode mapping)
        {
            foreach (var (key, value) in mapping.Entries)
            {
                if (key is ScalarNode { Span.Start: >= 0 } name) entries.Add((mapping, name, value));
                Walk(value, entries);
            }
        }
    }

    private static string Replace(YamlDocument document, TextSpan span, string with)
    {
        var bytes = document.Source.Bytes.Span;
        return Encoding.UTF8.GetString(bytes[..span.Start]) + with + Encoding.UTF8.GetString(bytes[span.End..]);
    }

    private static string Name(string entry) => entry[..entry.IndexOf(':', StringComparison.Ordinal)];

    private static YamlDocument Parse(string text) => YamlDocument.Parse("prometheus.yml", Encoding.UTF8.GetBytes(text));

    private string Pick(string[] from) => from[_random.Next(from.Length)];
}
