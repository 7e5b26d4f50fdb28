namespace PromLauncher.Config.Document;

/// <summary>Finds a part of a scalar's value in the source: quotes, escapes, indentation and folded lines make the two differ.</summary>
internal static class ScalarPlace
{
    /// <summary>The place of a part of the value; the whole scalar where it can't be determined (after expansion, or after unusual escapes).</summary>
    /// <param name="source">The file.</param>
    /// <param name="scalar">The scalar.</param>
    /// <param name="offset">Where the part begins in the value (UTF-16 units).</param>
    /// <param name="length">How long it is.</param>
    public static TextSpan Of(SourceText source, ScalarNode scalar, int offset, int length)
    {
        if (scalar.IsExpanded || scalar.Value.Length == 0) return scalar.Span;
        var text = source.Text.AsSpan();
        var at = source.CharAt(scalar.Span.Start);
        var end = source.CharAt(scalar.Span.End);
        if (scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded) at = SkipHeader(text, at, end);
        else if (scalar.Style != ScalarStyle.Plain) at++;

        int from = -1, to = -1;
        for (var i = 0; i <= scalar.Value.Length; i++)
        {
            if (i < scalar.Value.Length) at = Find(text, at, end, scalar.Value[i], scalar.Style);
            if (at < 0) return scalar.Span;
            if (i == Math.Min(offset, scalar.Value.Length)) from = at;
            if (i == Math.Min(offset + length, scalar.Value.Length)) to = at;
            if (to >= 0) break;
            at += Width(text, at, end, scalar.Style);
        }

        return from >= 0 && to >= from ? source.Span(from, to) : scalar.Span;
    }

    private static int SkipHeader(ReadOnlySpan<char> text, int at, int end)
    {
        var line = text[at..end].IndexOf('\n');
        return line < 0 ? end : at + line + 1;
    }

    /// <summary>The place of a character of the value, searched from an offset; -1 when the style doesn't allow what is found.</summary>
    private static int Find(ReadOnlySpan<char> text, int at, int end, char wanted, ScalarStyle style)
    {
        // A line break may be a line break of the value, or a space when folded; indentation and the breaks of folded lines are skipped.
        for (var i = at; i < end; i++)
        {
            if (text[i] == wanted && !(style == ScalarStyle.DoubleQuoted && wanted == '\\' && i + 1 < end && text[i + 1] is '\r' or '\n')) return i;
            if (wanted == ' ' && text[i] is '\n' or '\r' && style != ScalarStyle.Literal) return i;
            if (style == ScalarStyle.DoubleQuoted && text[i] == '\\') return text[i + 1] is '\n' or '\r' ? Find(text, i + 2, end, wanted, style) : i;
            if (text[i] is not (' ' or '\t' or '\r' or '\n')) return -1;
        }

        return -1;
    }

    /// <summary>How many characters of the source make one of the value.</summary>
    private static int Width(ReadOnlySpan<char> text, int at, int end, ScalarStyle style)
    {
        if (at >= end) return 0;
        if (style == ScalarStyle.SingleQuoted && text[at] == '\'') return 2;
        if (style != ScalarStyle.DoubleQuoted || text[at] != '\\') return 1;
        return text[at + 1] switch
        {
            'x' => 4,
            'u' => 6,
            'U' => 10,
            _ => 2,
        };
    }
}
