namespace PromLauncher.Config.Document;

/// <summary>A recognised typo, with its place as offsets in the text.</summary>
internal sealed record Slip(FindingKind Kind, string Message, string? Help, int Start, int End);

/// <summary>Recognises the usual typos in YAML: tabs, typographic characters, an unquoted placeholder.</summary>
internal static class Slips
{
    /// <summary>The typo that caused a syntax error, searched on the lines that the error names.</summary>
    public static Slip? Find(SourceText source, int start, int end)
    {
        var first = source.Span(start, start).Line;
        var last = Math.Min(source.Span(end, end).Line, first + 50);
        if (Placeholder(source.Text, end) is { } placeholder) return placeholder;
        if (last > first && Math.Max(first, last - 1) is var before && source.Line(last).IsWhiteSpace()) last = before;
        for (var line = last; line >= first; line--)
        {
            if (OfLine(source, line) is { } slip) return slip;
        }

        return null;
    }

    /// <summary><c>[${HOST}:9100]</c>: the library stops at the brace.</summary>
    private static Slip? Placeholder(string text, int at)
    {
        for (var i = Math.Min(at, text.Length - 1); i >= 1 && i > at - 3; i--)
        {
            if (text[i] != '{' || text[i - 1] != '$') continue;
            var end = text.AsSpan(i).IndexOfAny('}', '\n');
            end = end < 0 ? i + 1 : i + end + 1;
            return new(FindingKind.UnquotedPlaceholder, "A placeholder in [ ] or { } must be quoted: its braces have a meaning in YAML there.",
                "Write ['${HOST}:9100'] instead of [${HOST}:9100].", i - 1, end);
        }

        return null;
    }

    private static Slip? OfLine(SourceText source, int number)
    {
        var line = source.Line(number);
        var start = source.LineStart(number);
        Slip At(FindingKind kind, string message, string help, int column) => new(kind, message, help, start + column, start + column + 1);

        var indent = line.IndexOfAnyExcept(' ');
        if (indent >= 0 && line[indent] == '\t') return At(FindingKind.TabIndentation, "A tab can't indent in YAML.", "Use spaces.", indent);
        if (indent >= 0 && Typography.IsDash(line[indent])) return At(FindingKind.TypographicDash, Typography.DashMessage(line[indent]), Typography.DashHelp, indent);
        var space = line.IndexOfAny(Typography.NoBreakSpaces);
        if (space >= 0) return At(FindingKind.NoBreakSpace, Typography.SpaceMessage, Typography.SpaceHelp, space);
        var quote = line.IndexOfAny(Typography.CurlyQuotes);
        if (quote >= 0) return At(FindingKind.CurlyQuotes, Typography.QuoteMessage(line[quote]), Typography.QuoteHelp, quote);
        var open = line.IndexOf("${", StringComparison.Ordinal);
        if (open >= 0 && line[open..].IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon && (line[open..].IndexOf('}') is var close && (close < 0 || close > colon)))
        {
            return At(FindingKind.UnquotedPlaceholder, "A placeholder with ': ' in it must be quoted: YAML ends the text there.", "Write \"${NAME:?say: it}\", in quotes.", open);
        }

        return null;
    }
}
