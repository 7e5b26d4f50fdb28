using PromLauncher.Config.Yaml;

namespace PromLauncher.Config.Document;

/// <summary>Explains a syntax error by the mistake that caused it, where that can be recognised.</summary>
internal static class SyntaxFault
{
    /// <summary>The one diagnostic for a file that is not valid YAML.</summary>
    /// <param name="file">Its path.</param>
    /// <param name="source">Its text.</param>
    /// <param name="fault">Why it can't be read.</param>
    /// <param name="mended">The repairs that were made, which can't be the cause; or null.</param>
    public static Diagnostic Explain(string file, SourceText source, YamlSyntaxException fault, MendedText? mended)
    {
        var slip = Slips.Find(source, Math.Min(fault.Start, fault.End), Math.Max(fault.Start, fault.End));
        var found = slip is null || mended?.Holds(slip) == true ? Known(source.Text, fault) : slip;
        return new(found.Kind, Severity.Error, found.Message, file, source.Span(found.Start, Math.Max(found.Start, found.End))) { Help = found.Help };
    }

    private static Slip Known(string text, YamlSyntaxException fault)
    {
        var (start, end) = (fault.Start, fault.End);
        return fault.Problem switch
        {
            SyntaxProblem.KeyWithoutColon => Syntax(text, start, "A key without a ':'.", "Write 'key: value', with a space after the colon, and the key on one line."),
            SyntaxProblem.KeyTooLong => Syntax(text, start, "A key has more than 1,024 characters before its ':'.", "Shorten it; a line that is text belongs into quotes."),
            SyntaxProblem.ValueNotAllowed => Syntax(text, end, "There is a ': ' where no key is allowed.", "Put text that holds ': ' in quotes; a key must be on its own line, indented like its neighbours."),
            SyntaxProblem.KeyNotAllowed => Syntax(text, end, "A '? ' begins a key, and no key is allowed here.", "Put text that begins with '? ' in quotes."),
            SyntaxProblem.EntryNotAllowed => Syntax(text, end, "A list item isn't allowed here.", "Begin the list on the line below its key: 'key:', then '- item'."),
            SyntaxProblem.CannotStartToken => CannotStart(text, start),
            SyntaxProblem.TabIndentation => Tab(text, end),
            SyntaxProblem.QuoteNotClosed => Syntax(text, start, "A quote is opened here and never closed.", "Close it, or double a quote that belongs to the text ('it''s')."),
            SyntaxProblem.UnknownEscape =>
                Syntax(text, end, "In double quotes a backslash begins an escape, and this one is unknown.", @"Write '\\' for a backslash, or use single quotes (a regex such as '\d+' needs them)."),
            SyntaxProblem.InvalidEscape => Syntax(text, end, @"A \x, \u or \U escape needs 2, 4 or 8 hexadecimal digits of a Unicode character.", null),
            SyntaxProblem.SurrogateEscape => Syntax(text, end, "This escape is half of a UTF-16 surrogate pair, which is not a character.", @"Write the character itself, or \U with its 8 digits (\U0001F600)."),
            SyntaxProblem.BlockHeader => Syntax(text, end, $"Only an indentation of 1 to 9 and '+' or '-' can follow '{text[start]}' on its line.", "Begin the text on the next line, or put it in quotes."),
            SyntaxProblem.AnchorName => AnchorName(text, start, end),
            SyntaxProblem.InvalidTag or SyntaxProblem.UndefinedTagHandle => Syntax(text, start, "A value that begins with '!' is a YAML tag, and this one is unknown.", "Put the value in quotes if it is text."),
            SyntaxProblem.UnknownDirective => Syntax(text, start, "A line that begins with '%' is a YAML directive, and this one is unknown.", "Remove the line, or begin it with '#' if it is a comment."),
            SyntaxProblem.InvalidDirective => Syntax(text, start, "This YAML directive is incomplete or repeated.", "Remove the line; Prometheus needs no directives."),
            SyntaxProblem.ExpectedDocumentStart => Syntax(text, start, "A '---' must follow YAML's directives.", "Add the line, or remove the directives."),
            SyntaxProblem.ExpectedKey or SyntaxProblem.ExpectedEntry => NotInBlock(text, fault),
            SyntaxProblem.ExpectedSequenceEnd or SyntaxProblem.ExpectedMappingEnd or SyntaxProblem.ExpectedNode => NotInFlow(text, fault),
            _ => throw new ArgumentOutOfRangeException(nameof(fault), fault.Problem, "A problem without an explanation."),
        };
    }

    private static Slip NotInBlock(string text, YamlSyntaxException fault) => fault.Found switch
    {
        TokenKind.Value => Syntax(text, fault.Start, "There is no key before this ':'.", "Write 'key: value'."),
        TokenKind.Anchor => Syntax(text, fault.Start, "A value can have one anchor only.", null),
        TokenKind.Tag => Syntax(text, fault.Start, "A value can have one tag only.", null),
        _ when IsBehindText(text, fault.Start) => Syntax(text, fault.Start, "Something follows a value that is already complete.", "Put the whole value in quotes; double a quote that belongs to it ('it''s')."),
        _ => Syntax(text, fault.Start, "The indentation of this line doesn't match any line above it.", "Indent all keys of a mapping, and all '-' of a list, by the same number of spaces."),
    };

    private static Slip NotInFlow(string text, YamlSyntaxException fault)
    {
        var (start, end) = (fault.Start, fault.End);
        return (fault.Problem, fault.Found) switch
        {
            (_, TokenKind.Key) when start < text.Length && text[start] == '?' =>
                Syntax(text, start, "In [ ] and { } Prometheus reads a '?' as YAML's key indicator.", "Put the text in quotes; a regular expression with '?' in it needs them there."),
            (SyntaxProblem.ExpectedSequenceEnd, _) => Syntax(text, end, "In this [ ] list a ',' or the closing ']' is missing.", "Put items with ':', '{', '[' or ',' in them in quotes."),
            (SyntaxProblem.ExpectedMappingEnd, _) => Syntax(text, end, "In this { } mapping a ',' or the closing '}' is missing.", "Put values with ':', '{', '[' or ',' in them in quotes."),
            (_, TokenKind.Value) when end < text.Length && !TextCursor.IsBlankOrEnd(text[end]) => Syntax(text, start, "Text can't begin with ':' in [ ] and { }.", "Put it in quotes."),
            (_, TokenKind.Value) => Syntax(text, start, "There is no key before this ':'.", "Write 'key: value'."),
            (_, TokenKind.BlockEntry) => Syntax(text, start, "A list in [ ] has no '-'.", "Write [a, b], or begin the list on the next line."),
            (_, TokenKind.DocumentEnd) => Syntax(text, start, "The file begins with '...', which ends a document.", "Remove the line."),
            _ => Syntax(text, end, "A value is missing here, or begins with a character that YAML reserves.", "Put the value in quotes."),
        };
    }

    private static bool IsBehindText(string text, int at)
    {
        var line = text.AsSpan(0, at);
        return !line[(line.LastIndexOfAny('\r', '\n') + 1)..].IsWhiteSpace();
    }

    private static Slip AnchorName(string text, int start, int end) => end == start + 1 || end >= text.Length
        ? Syntax(text, end, "A value that begins with '*' or '&' is a YAML alias or anchor, and this is not a valid name for one.", "Put the value in quotes if it is text.")
        : Syntax(text, start, $"The name of an anchor or alias can't hold '{text[end]}'.", "Letters, digits, '_' and '-' are allowed. Put the value in quotes if it is text.");

    private static Slip CannotStart(string text, int at) =>
        at < text.Length && text[at] == '\t' ? Tab(text, at) : Syntax(text, at, $"A value can't begin with '{(at < text.Length ? text[at] : ' ')}' in YAML.", "Put it in quotes.");

    private static Slip Tab(string text, int at) => Syntax(text, at, "A tab can't indent in YAML.", "Use spaces.") with { Kind = FindingKind.TabIndentation };

    private static Slip Syntax(string text, int at, string message, string? help) => new(FindingKind.YamlSyntax, message, help, at, Math.Min(at + 1, text.Length));
}
