namespace PromLauncher.Config.Document;

/// <summary>
/// Lines within double quotes and within <c>[ ]</c> and <c>{ }</c> that aren't indented deeper than their key. go-yaml accepts any indentation; YamlDotNet accepts
/// them once they are joined to the line above.
/// </summary>
internal static class FoldedLines
{
    /// <summary>A line break in YAML 1.1.</summary>
    private const char NextLine = '\u0085';

    private const string Breaks = "\r\n\u0085";

    /// <summary>Joins the lines of a text in double quotes.</summary>
    /// <param name="text">The file.</param>
    /// <param name="quote">Offset of the opening quote.</param>
    /// <param name="signs">The stand-ins for folded line breaks.</param>
    /// <returns>False when go-yaml can't read it either.</returns>
    public static bool JoinInQuotes(char[] text, int quote, Signs signs)
    {
        for (var i = quote + 1; i < text.Length;)
        {
            switch (text[i])
            {
                case '"':
                    // A key must be on one line.
                    return text.AsSpan(i + 1).TrimStart(" \t") is not [':', ..];
                case '\\' when i + 1 < text.Length && Breaks.Contains(text[i + 1]):
                    text[i] = signs.Nothing;
                    if (!Fold(text, i + 1, out i, signs, isEscaped: true)) return false;
                    break;
                case '\\':
                    i += 2;
                    break;
                case var c when IsBlank(c):
                    if (!Fold(text, i, out i, signs, isEscaped: false)) return false;
                    break;
                default:
                    i++;
                    break;
            }
        }

        return false;
    }

    /// <summary>Joins a line that begins with a plain scalar.</summary>
    /// <param name="text">The file.</param>
    /// <param name="at">Offset of the line's first character that isn't blank.</param>
    /// <param name="signs">The stand-ins for folded line breaks.</param>
    /// <returns>False when go-yaml can't read it either, or when it is not clear what precedes it.</returns>
    public static bool JoinInBrackets(char[] text, int at, Signs signs)
    {
        if (at >= text.Length || IsBlank(text[at])) return false;
        var from = at;
        var isBehindComment = false;
        while (true)
        {
            while (from > 0 && IsBlank(text[from - 1])) from--;
            var line = text.AsSpan(0, from);
            line = line[(line.LastIndexOfAny(Breaks) + 1)..];
            if (line.IndexOf('#') is var comment && comment < 0) break;

            // Between quotes it may not be a comment.
            if (line.ContainsAny('\'', '"') || comment > 0 && !IsBlank(line[comment - 1]) && !",[]{}".Contains(line[comment - 1])) return false;
            from -= line.Length - comment;
            isBehindComment = true;
        }

        if (from == 0 || text.AsSpan(from, at - from).IndexOfAny(Breaks) < 0) return false;
        if (text[from - 1] is ',' or '[' or '{' or ':' or '?')
        {
            text.AsSpan(from, at - from).Fill(' ');
            return true;
        }

        // The scalar began above. A comment ends it, and a key must be on one line.
        return !isBehindComment && !IsKey(text.AsSpan(at)) && Fold(text, from, out _, signs, isEscaped: false);
    }

    private static bool IsKey(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length && !",[]{}".Contains(text[i]); i++)
        {
            if (text[i] == ':' && (i + 1 == text.Length || IsBlank(text[i + 1]))) return true;
        }

        return false;
    }

    /// <summary>Blanks and line breaks between two words: a single break becomes a space, n breaks become n - 1.</summary>
    private static bool Fold(char[] text, int from, out int end, Signs signs, bool isEscaped)
    {
        var breaks = 0;
        for (end = from; end < text.Length && IsBlank(text[end]); end++)
        {
            if (text[end] is '\n' or NextLine || text[end] == '\r' && (end + 1 == text.Length || text[end + 1] != '\n')) breaks++;
        }

        if (breaks == 0) return true;

        // Such a line ends the document even within quotes.
        if (Breaks.Contains(text[end - 1]) && text.AsSpan(end) is ['-', '-', '-', ..] or ['.', '.', '.', ..]) return false;
        text.AsSpan(from, end - from).Fill(signs.Nothing);
        if (breaks > 1) text.AsSpan(from, breaks - 1).Fill(signs.Break);
        else if (!isEscaped) text[from] = signs.Space;
        return true;
    }

    private static bool IsBlank(char c) => c is ' ' or '\t' || Breaks.Contains(c);

    /// <summary>Stand-in characters, which are replaced once the text has been read.</summary>
    /// <param name="Space">A space.</param>
    /// <param name="Break">A line break.</param>
    /// <param name="Nothing">Nothing.</param>
    internal readonly record struct Signs(char Space, char Break, char Nothing);
}
