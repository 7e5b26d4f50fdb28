namespace PromLauncher.Config.Schema;

/// <summary>Reads the lines of prometheus.schema; docs/schema.md explains them.</summary>
internal static class SchemaParser
{
    /// <summary>Reads the body of a section.</summary>
    /// <param name="schema">The schema that included sections are taken from.</param>
    /// <param name="heading">The line <c>struct NAME [reader] [docs=PATH]</c>.</param>
    /// <param name="body">The indented lines below it.</param>
    public static StructType Struct(PrometheusSchema schema, ReadOnlySpan<char> heading, ReadOnlySpan<char> body)
    {
        var (name, docs, reader) = Heading(heading);
        var type = new StructType { Name = name, Url = PrometheusSchema.Docs + docs, HasReader = reader };
        foreach (var line in body.Split('\n'))
        {
            var words = Words(body[line]);
            if (words.Count == 0) continue;
            if (words[0] == "!") AddRule(type, schema.Version, words);
            else if (words[0] == "include") type.Include(schema.Struct(words[1]), Range(words).Contains(schema.Version));
            else type.Add(Field(name, words), schema.Version);
        }

        return type;
    }

    /// <summary>Reads a list of words.</summary>
    public static EnumType Enum(ReadOnlySpan<char> heading, ReadOnlySpan<char> body)
    {
        var words = Words(heading);
        var values = new List<(string, VersionRange)>();
        foreach (var line in body.Split('\n'))
        {
            var entry = Words(body[line]);
            if (entry.Count > 0) values.Add((entry[0], Range(entry)));
        }

        return new(words[1], values, words.Contains("ignores-case"), words.Contains("late"), words.Contains("number"));
    }

    /// <summary>Reads a type: <c>[{relabel}?]</c>, <c>&lt;[string]&gt;</c>, <c>(role)</c>, <c>duration</c>.</summary>
    public static FieldType Type(ReadOnlySpan<char> text)
    {
        var pointer = text.EndsWith("?");
        if (pointer) text = text[..^1];
        return text[0] switch
        {
            '[' => new(ValueKind.List, Element: Type(text[1..^1])),
            '<' => new(ValueKind.Map, Element: Type(text[1..^1])),
            '(' => new(ValueKind.Enum, text[1..^1].ToString()),
            '{' => new(ValueKind.Struct, text[1..^1].ToString(), IsPointer: pointer),
            _ => new(System.Enum.TryParse<ValueKind>(text, ignoreCase: true, out var kind)
                ? kind
                : throw new FormatException($"prometheus.schema: \"{text}\" is not a type")),
        };
    }

    private static (string Name, string Docs, bool Reader) Heading(ReadOnlySpan<char> line)
    {
        var words = Words(line);
        var docs = "";
        foreach (var word in words)
        {
            if (word.StartsWith("docs=", StringComparison.Ordinal)) docs = word[5..];
        }

        return (words[1], docs, words.Contains("reader"));
    }

    private static Field Field(string owner, List<string> words)
    {
        string? initial = null;
        foreach (var word in words)
        {
            if (word.StartsWith('=')) initial = word[1..];
        }

        return new(words[0], Type(words[1]), Range(words), initial) { Owner = owner };
    }

    private static void AddRule(StructType type, PrometheusVersion version, List<string> words)
    {
        var arguments = new List<string>();
        string? when = null;
        string[] values = [];
        for (var i = 2; i < words.Count; i++)
        {
            if (VersionRange.TryParse(words[i], out var range))
            {
                if (!range.Contains(version)) return;
            }
            else if (words[i] == "when")
            {
                var condition = words[++i];
                var equals = condition.IndexOf('=');
                when = equals < 0 ? condition : condition[..equals];
                if (equals >= 0) values = condition[(equals + 1)..].Split('|');
            }
            else
            {
                arguments.Add(words[i]);
            }
        }

        type.Add(new RuleSpec(words[1], [.. arguments], when, values));
    }

    private static VersionRange Range(List<string> words)
    {
        for (var i = 1; i < words.Count; i++)
        {
            if (VersionRange.TryParse(words[i], out var range)) return range;
        }

        return VersionRange.Always;
    }

    private static List<string> Words(ReadOnlySpan<char> line)
    {
        var words = new List<string>(6);
        while (true)
        {
            line = line.TrimStart(' ');
            if (line.IsEmpty || line[0] == '#') return words;
            var end = line.IndexOf(' ');
            if (end < 0) end = line.Length;
            words.Add(line[..end].ToString());
            line = line[end..];
        }
    }
}
