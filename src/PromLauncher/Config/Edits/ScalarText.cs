using System.Globalization;
using System.Text;

namespace PromLauncher.Config.Edits;

/// <summary>Writes a text as a YAML scalar that both YAML 1.1 and 1.2 readers read back as exactly that text.</summary>
internal static class ScalarText
{
    /// <summary>
    /// True when the text can be a plain scalar in block context: it has no indicator in it, and is neither null
    /// nor a merge key. What looks like a number, a boolean or a date can: a field of that type needs it so, and a string field reads the same text.
    /// </summary>
    public static bool IsPlainSafe(string text)
    {
        // To some YAML 1.2 readers a backslash before the ':' of a key escapes it.
        if (text.Length == 0 || text[0] is ' ' || text[^1] is ' ' or ':' or '\\') return false;
        if (text is "~" or "<<" or "=" || text.Equals("null", StringComparison.OrdinalIgnoreCase)) return false;
        if (text[0] is ',' or '[' or ']' or '{' or '}' or '#' or '&' or '*' or '!' or '|' or '>' or '\'' or '"' or '%' or '@' or '`') return false;
        if (text[0] is '-' or '?' or ':' && (text.Length == 1 || text[1] == ' ')) return false;
        if (text.StartsWith("---", StringComparison.Ordinal) || text.StartsWith("...", StringComparison.Ordinal)) return false;
        for (var i = 0; i < text.Length; i++)
        {
            if (!IsOrdinary(text, i)) return false;
            if (text[i] == ':' && text[i + 1] == ' ') return false;
            if (text[i] == '#' && text[i - 1] == ' ') return false;
            // Plain text by the grammar, but some readers fail on an indicator after a space in a key.
            if (text[i] is '*' or '&' or '!' or '?' && i > 0 && text[i - 1] == ' ') return false;
            if (text[i] == '?' && i + 1 < text.Length && text[i + 1] == ' ') return false;
        }

        return true;
    }

    /// <summary>True when it can be single-quoted: on one line, with nothing to escape.</summary>
    public static bool FitsSingleQuotes(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!IsOrdinary(text, i)) return false;
        }

        return true;
    }

    /// <summary><c>'it''s'</c>.</summary>
    public static string SingleQuoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>On one line, with everything unprintable escaped. A lone surrogate, which no file can hold, becomes U+FFFD.</summary>
    public static string DoubleQuoted(string text)
    {
        var result = new StringBuilder(text.Length + 2).Append('"');
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '"' or '\\') result.Append('\\').Append(c);
            else if (c == '\n') result.Append("\\n");
            else if (c == '\t') result.Append("\\t");
            else if (c == '\r') result.Append("\\r");
            else if (IsOrdinary(text, i)) result.Append(c);
            else if (char.IsSurrogate(c)) result.Append('\uFFFD');
            else result.Append(c <= 0xFF ? "\\x" : "\\u").Append(((int)c).ToString(c <= 0xFF ? "X2" : "X4", CultureInfo.InvariantCulture));
        }

        return result.Append('"').ToString();
    }

    /// <summary>
    /// Printable in YAML 1.1 (§5.1), not a line break of any kind, and not a tab: readers differ on tabs in plain text.
    /// </summary>
    private static bool IsOrdinary(string text, int i)
    {
        var c = text[i];
        if (c is (>= ' ' and <= '~') or (>= '\u00A0' and < '\u2028') or (> '\u2029' and <= '\uD7FF') or (>= '\uE000' and < '\uFEFF') or (> '\uFEFF' and <= '\uFFFD'))
            return true;
        return char.IsHighSurrogate(c) ? i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])
            : char.IsLowSurrogate(c) && i > 0 && char.IsHighSurrogate(text[i - 1]);
    }
}
