using System.Text;

namespace PromLauncher.Config.Reports;

/// <summary>
/// Makes text from a configuration safe to show: a terminal interprets control characters, and XML 1.0 can't represent most of them.
/// </summary>
internal static class Printable
{
    /// <summary>The text on one line, with control characters, direction marks and halves of surrogate pairs replaced by U+FFFD; tabs stay.</summary>
    public static string Line(ReadOnlySpan<char> text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) clean.Append(c).Append(text[++i]);
            else if (c is '\r' or '\n') clean.Append(' ');
            else clean.Append(IsHarmless(c) ? c : '\uFFFD');
        }

        return clean.ToString();
    }

    private static bool IsHarmless(char c) => c == '\t'
        || !(char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\uFFFE' or '\uFFFF');
}
