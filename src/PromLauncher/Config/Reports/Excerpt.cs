using System.Text;
using PromLauncher.Config.Document;

namespace PromLauncher.Config.Reports;

/// <summary>The line that a finding speaks of, and the caret below it.</summary>
/// <param name="Text">The line, secrets masked, cut to a readable length.</param>
/// <param name="Marker">Spaces and tabs, then <c>^~~~</c> below the place.</param>
internal sealed record Excerpt(string Text, string Marker)
{
    private const int Widest = 160;

    /// <summary>The excerpt for a place, or null when there is no such line.</summary>
    public static Excerpt? Of(FileReport file, TextSpan place)
    {
        if (file.Source is not { } source) return null;
        var line = source.Line(place.Line);
        if (line.IsEmpty && place.Column > 1) return null;
        var text = Printable.Line(SecretMask.Line(source, place.Line, file.Secrets, CharIndex(line, place.Column - 1)));
        var start = CharIndex(text, place.Column - 1);
        var end = place.EndLine > place.Line ? text.TrimEnd().Length : CharIndex(text, place.EndColumn - 1);
        end = Math.Max(start + 1, end);
        if (text.Length > Widest) (text, start, end) = Cut(text, start, end);

        var marker = new StringBuilder();
        foreach (var c in text.AsSpan(0, Math.Min(start, text.Length)))
        {
            if (!char.IsLowSurrogate(c)) marker.Append(c == '\t' ? '\t' : ' ');
        }

        marker.Append('^').Append('~', Math.Max(0, Math.Min(end, text.Length) - start - 1));
        return new(text, marker.ToString());
    }

    /// <summary>Columns count Unicode characters, strings UTF-16 units.</summary>
    private static int CharIndex(ReadOnlySpan<char> text, int runes)
    {
        var index = 0;
        for (; runes > 0 && index < text.Length; runes--) index += char.IsHighSurrogate(text[index]) ? 2 : 1;
        return Math.Min(index, text.Length);
    }

    private static (string Text, int Start, int End) Cut(string text, int start, int end)
    {
        var from = Math.Clamp(start - 60, 0, text.Length - Widest);
        if (from > 0 && char.IsLowSurrogate(text[from])) from++;
        var to = Math.Min(text.Length, from + Widest);
        if (to < text.Length && char.IsLowSurrogate(text[to])) to--;
        var before = from > 0 ? "…" : "";
        var after = to < text.Length ? "…" : "";
        return (before + text[from..to] + after, start - from + before.Length, Math.Min(end, to) - from + before.Length);
    }
}
