using System.Text;
using PromLauncher.Config.Document;

namespace PromLauncher.Config.Placeholders;

/// <summary>
/// Puts values into a literal or folded block, in its own lines and indentation. Whether the block can hold them (chomping, leading spaces,
/// folding) is tried rather than derived: the new block is read back, and when it isn't exactly the wanted text, double quotes are used.
/// </summary>
internal static class BlockText
{
    /// <summary>The block with its values put in, or null when it can't hold them.</summary>
    /// <param name="source">The file.</param>
    /// <param name="site">The block.</param>
    /// <param name="texts">What takes the place of each of the site's parts.</param>
    /// <param name="wanted">The text that reading it must give.</param>
    public static string? Write(SourceText source, ScalarSite site, IReadOnlyList<string> texts, string wanted)
    {
        var start = source.CharAt(site.Node.Span.Start);
        var raw = source.Text[start..source.CharAt(site.Node.Span.End)];
        if (Indentation(raw, site.Node.Source) is not { } indent) return null;
        var lineBreak = raw.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var places = new PlaceholderPlaces(source, site.Node);
        var result = new StringBuilder();
        var done = 0;
        for (var i = 0; i < site.Parts.Count; i++)
        {
            var part = site.Parts[i];
            if (part.Kind == PartKind.Literal) continue;
            if (places.RangeOf(part) is not var (from, to)) return null;
            result.Append(raw, done, from - start - done);
            result.Append(texts[i].Replace("\n", lineBreak + new string(' ', indent), StringComparison.Ordinal));
            done = to - start;
        }

        var block = result.Append(raw, done, raw.Length - done).ToString();
        return Reads(block, raw, indent, wanted) ? block : null;
    }

    /// <summary>The block's indentation: the leading spaces that its first line has in the source and not in the value.</summary>
    private static int? Indentation(string raw, string value)
    {
        var text = value.AsSpan().TrimStart('\n');
        var leading = text.Length - text.TrimStart(' ').Length;
        foreach (var line in raw[(raw.IndexOf('\n') + 1)..].AsSpan().EnumerateLines())
        {
            if (line.IsWhiteSpace()) continue;
            var indent = line.Length - line.TrimStart(' ').Length - leading;
            return indent >= 0 ? indent : null;
        }

        return null;
    }

    private static bool Reads(string block, string raw, int indent, string wanted)
    {
        // In a document of its own, below a key that is as far left of the text as the header's digit says.
        var digit = raw.AsSpan(1, Math.Min(2, raw.Length - 1)).IndexOfAnyInRange('1', '9');
        var column = digit < 0 ? 0 : indent - (raw[digit + 1] - '0');
        if (digit < 0 && BeginsWithTab(block) || BeginsWithBlanks(block)) return false;
        var document = indent == 0 || column < 0 ? "--- " + block : new string(' ', column) + "k: " + block;
        var read = YamlDocument.Parse("", Encoding.UTF8.GetBytes(document)).Root;
        return (read is MappingNode { Entries: [var entry] } ? entry.Value : read) is ScalarNode scalar && scalar.Value == wanted;
    }

    /// <summary>go-yaml reads a first line that is blank; YAML 1.2 readers refuse it.</summary>
    private static bool BeginsWithBlanks(string block)
    {
        var text = block.AsSpan(block.IndexOf('\n') + 1);
        return text is [' ', ..] && text.TrimStart(' ') is ['\r' or '\n' or '\u0085' or '\u2028' or '\u2029', ..];
    }

    /// <summary>go-yaml, which looks for the indentation in the first line with text, refuses a tab there; other readers read it as text.</summary>
    private static bool BeginsWithTab(string block)
    {
        foreach (var line in block[(block.IndexOf('\n') + 1)..].AsSpan().EnumerateLines())
        {
            var text = line.TrimStart(' ');
            if (text.Length > 0) return text[0] == '\t';
        }

        return false;
    }
}
