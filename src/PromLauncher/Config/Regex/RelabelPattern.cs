using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PromLauncher.Config.Regex;

/// <summary>
/// An executable pattern of a relabel rule: RE2, anchored at both ends. .NET's engine runs it, so only patterns that mean the same to both engines
/// are accepted; for others the result is unknown.
/// </summary>
internal sealed class RelabelPattern
{
    private readonly System.Text.RegularExpressions.Regex? _engine;
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private readonly bool _anyLine;

    private RelabelPattern(bool anyLine) => _anyLine = anyLine;

    private RelabelPattern(string translated, bool ignoreCase, bool anyLine)
    {
        _anyLine = anyLine;
        _engine = new($"\\A(?:{translated})\\z", RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None), MatchingTime.OfOne);
    }

    /// <summary>The default <c>regex</c> of a rule, <c>(.*)</c>.</summary>
    public const string Default = "(.*)";

    /// <summary>Reads a pattern that RE2 accepts.</summary>
    /// <returns>Null when the two engines may differ on it.</returns>
    public static RelabelPattern? Read(string pattern, PrometheusVersion version)
    {
        var anyLine = version.AtLeast(3, 0);
        if (pattern == Default) return new(anyLine);
        var ignoreCase = pattern.StartsWith("(?i)", StringComparison.Ordinal);
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        if (Translation.Of(ignoreCase ? pattern[4..] : pattern, anyLine, names) is not { } translated) return null;
        try
        {
            var read = new RelabelPattern(translated, ignoreCase, anyLine);
            foreach (var (name, group) in names) read._names[name] = group;
            return read;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>True when .NET's engine runs it; false for the default, which matches anything.</summary>
    public bool Backtracks => _engine is not null;

    /// <summary>Whether a text matches.</summary>
    /// <param name="text">ASCII text; for other text the result is undefined.</param>
    /// <param name="groups">What the groups matched, the whole text first; empty for a group that did not participate.</param>
    /// <returns>Null when matching takes too long.</returns>
    public bool? Matches(string text, out IReadOnlyList<string> groups)
    {
        groups = [];
        if (_engine is null)
        {
            if (!_anyLine && text.Contains('\n')) return false;
            groups = [text, text];
            return true;
        }

        try
        {
            var match = _engine.Match(text);
            if (match.Success) groups = [.. match.Groups.Values.Select(static group => group.Value)];
            return match.Success;
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    /// <summary>Expands groups in a template, as Go does: <c>$1</c>, <c>${1}</c>, <c>${name}</c>, <c>$$</c>; an unknown group expands to nothing.</summary>
    public string Expand(string template, IReadOnlyList<string> groups)
    {
        var text = new StringBuilder();
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] != '$' || i + 1 == template.Length)
            {
                text.Append(template[i]);
                continue;
            }

            if (template[i + 1] == '$')
            {
                text.Append('$');
                i++;
                continue;
            }

            var braced = template[i + 1] == '{';
            var start = braced ? i + 2 : i + 1;
            var end = start;
            while (end < template.Length && (char.IsLetterOrDigit(template[end]) || template[end] == '_')) end++;
            if (end == start || braced && (end == template.Length || template[end] != '}'))
            {
                text.Append('$');
                continue;
            }

            text.Append(Group(template[start..end], groups));
            i = braced ? end : end - 1;
        }

        return text.ToString();
    }

    private string Group(string name, IReadOnlyList<string> groups)
    {
        if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && !_names.TryGetValue(name, out number)) return "";
        return number < groups.Count ? groups[number] : "";
    }

    /// <summary>Translates a pattern to .NET's syntax.</summary>
    private static class Translation
    {
        public static string? Of(string pattern, bool anyLine, Dictionary<string, int> names)
        {
            var text = new StringBuilder();
            var groups = 0;
            for (var i = 0; i < pattern.Length; i++)
            {
                switch (pattern[i])
                {
                    case > '~' or < ' ':
                        return null;
                    case '.':
                        text.Append(anyLine ? "[\\s\\S]" : "[^\\n]");
                        break;
                    case '^':
                        text.Append("\\A");
                        break;
                    case '$':
                        text.Append("\\z");
                        break;
                    case '\\':
                        if (Escape(pattern, ++i, inClass: false) is not { } escape) return null;
                        text.Append(escape);
                        break;
                    case '[':
                        if (Class(pattern, ref i) is not { } set) return null;
                        text.Append(set);
                        break;
                    case '(':
                        if (!Open(pattern, ref i, ref groups, names)) return null;
                        text.Append(pattern[i] == ':' ? "(?:" : "(");
                        break;
                    default:
                        text.Append(pattern[i]);
                        break;
                }
            }

            return text.ToString();
        }

        /// <summary>Moves to the end of <c>(</c>, <c>(?:</c> or <c>(?P&lt;name&gt;</c>: named groups count like the others in Go, and after them in .NET.</summary>
        private static bool Open(string pattern, ref int i, ref int groups, Dictionary<string, int> names)
        {
            var rest = pattern.AsSpan(i + 1);
            if (rest.StartsWith("?:"))
            {
                i += 2;
                return true;
            }

            groups++;
            if (!rest.StartsWith("?")) return true;
            var name = rest.StartsWith("?P<") ? 3 : rest.StartsWith("?<") ? 2 : 0;
            if (name == 0) return false;
            var end = rest.IndexOf('>');
            names[rest[name..end].ToString()] = groups;
            i += end + 1;
            return true;
        }

        private static string? Class(string pattern, ref int i)
        {
            var text = new StringBuilder("[");
            var first = true;
            for (i++; i < pattern.Length; i++)
            {
                var c = pattern[i];
                if (c == ']' && !first) return text.Append(']').ToString();
                if (c is ']' or '[' or > '~' or < ' ') return null;
                if (c == '\\')
                {
                    if (Escape(pattern, ++i, inClass: true) is not { } escape) return null;
                    text.Append(escape);
                }
                else
                {
                    text.Append(c);
                }

                first &= c == '^';
            }

            return null;
        }

        private static string? Escape(string pattern, int i, bool inClass) => pattern[i] switch
        {
            'd' => inClass ? "0-9" : "[0-9]",
            'w' => inClass ? "0-9A-Za-z_" : "[0-9A-Za-z_]",
            's' => inClass ? "\\t\\n\\f\\r " : "[\\t\\n\\f\\r ]",
            'D' when !inClass => "[^0-9]",
            'W' when !inClass => "[^0-9A-Za-z_]",
            'S' when !inClass => "[^\\t\\n\\f\\r ]",
            't' or 'n' or 'r' or 'f' or 'v' => "\\" + pattern[i],
            var c => char.IsAsciiLetterOrDigit(c) || c > '~' ? null : "\\" + c,
        };
    }
}
