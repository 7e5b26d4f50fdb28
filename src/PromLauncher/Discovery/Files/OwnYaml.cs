using System.Globalization;
using System.Text;

namespace PromLauncher.Discovery.Files;

/// <summary>
/// Reads YAML in exactly the layout that <see cref="FileSdWriter"/> writes, line by line: ten thousand targets as a tree of nodes would take
/// more memory than the rest of a scan.
/// </summary>
internal static class OwnYaml
{
    /// <summary>Reads it.</summary>
    /// <returns>Null when any line has a different layout.</returns>
    public static List<FileGroup>? Read(ReadOnlySpan<byte> content)
    {
        var groups = new List<FileGroup>();
        if (content.SequenceEqual("[]\n"u8)) return groups;
        var names = new HashSet<string>(StringComparer.Ordinal);
        var labels = new List<KeyValuePair<string, string>>();
        string? address = null;
        while (content.Length > 0)
        {
            var end = content.IndexOf((byte)'\n');
            if (end < 0) return null;
            var line = content[..end];
            content = content[(end + 1)..];
            if (line.StartsWith("- targets: ["u8) && line.EndsWith("]"u8))
            {
                if (address is not null) groups.Add(new FileGroup([address], [.. labels]));
                labels.Clear();
                address = Unquote(line[12..^1]);
                if (address is null) return null;
            }
            else if (address is null)
            {
                return null;
            }
            else if (!line.SequenceEqual("  labels:"u8))
            {
                if (!line.StartsWith("    "u8) || Label(line[4..], names) is not { } label) return null;
                labels.Add(label);
            }
        }

        if (address is null) return null;
        groups.Add(new FileGroup([address], [.. labels]));
        return groups;
    }

    private static KeyValuePair<string, string>? Label(ReadOnlySpan<byte> line, HashSet<string> names)
    {
        var colon = line.IndexOf(": "u8);
        if (colon <= 0 || Unquote(line[(colon + 2)..]) is not { } value) return null;
        var name = line[0] == '"' ? Unquote(line[..colon]) : Encoding.UTF8.GetString(line[..colon]);
        if (name is null) return null;
        if (names.TryGetValue(name, out var known)) name = known;
        else names.Add(name);
        return new(name, value);
    }

    private static string? Unquote(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2 || text[0] != '"' || text[^1] != '"') return null;
        text = text[1..^1];
        if (text.IndexOf((byte)'\\') < 0) return text.Contains((byte)'"') ? null : Encoding.UTF8.GetString(text);
        var plain = new StringBuilder(text.Length);
        var chars = Encoding.UTF8.GetString(text).AsSpan();
        for (var i = 0; i < chars.Length; i++)
        {
            if (chars[i] == '"') return null;
            if (chars[i] != '\\')
            {
                plain.Append(chars[i]);
                continue;
            }

            if (++i == chars.Length) return null;
            switch (chars[i])
            {
                case '"' or '\\':
                    plain.Append(chars[i]);
                    break;
                case 'n':
                    plain.Append('\n');
                    break;
                case 'r':
                    plain.Append('\r');
                    break;
                case 't':
                    plain.Append('\t');
                    break;
                case 'U' when i + 8 < chars.Length && int.TryParse(chars.Slice(i + 1, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) && Rune.IsValid(code):
                    plain.Append(new Rune(code).ToString());
                    i += 8;
                    break;
                default:
                    return null;
            }
        }

        return plain.ToString();
    }
}
