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
        var found = slip is null || mended?.Holds(slip) == true ? Known(source, fault) : slip;
        return new(found.Kind, Severity.Error, found.Message, file, source.Span(found.Start, Math.Max(found.Start, found.End))) { Help = found.Help };
    }

    private static Slip Known(SourceText source, YamlSyntaxException fault)
    {
        var (text, start, end) = (source.Text, fault.Start, fault.End);
        Slip Syntax(string what, string? help, int at) => new(FindingKind.YamlSyntax, what, help, at, Math.Min(at + 1, text.Length));
        return fault.Problem switch
        {
            SyntaxProblem.KeyWithoutColon => Syntax("A key without a ':'.", "Write 'key: value', with a space after the colon.", LastLineWithText(source, end)),
            SyntaxProblem.ValueNotAllowed or SyntaxProblem.KeyNotAllowed =>
                Syntax("There is a ': ' where no key is allowed.", "Put text that holds ': ' in quotes; a key must be on its own line, indented like its neighbours.", end),
            SyntaxProblem.EntryNotAllowed => Syntax("A list item isn't allowed here.", "Begin the list on the line below its key: 'key:', then '- item'.", end),
            SyntaxProblem.CannotStartToken => CannotStart(text, start),
            SyntaxProblem.TabIndentation => Tab(end),
            SyntaxProblem.QuoteNotClosed => Syntax("A quote is opened here and never closed.", "Close it, or double a quote that belongs to the text ('it''s').", start),
            SyntaxProblem.UnknownEscape =>
                Syntax("In double quotes a backslash begins an escape, and this one is unknown.", @"Write '\\' for a backslash, or use single quotes (a regex such as '\d+' needs them).", end),
            SyntaxProblem.InvalidEscape => Syntax(@"A \x, \u or \U escape needs 2, 4 or 8 hexadecimal digits of a Unicode character.", null, end),
            SyntaxProblem.SurrogateEscape => Syntax("This escape is half of a UTF-16 surrogate pair, which is not a character.", @"Write the character itself, or \U with its 8 digits (\U0001F600).", end),
            SyntaxProblem.BlockHeader => Syntax($"Only an indentation of 1 to 9 and '+' or '-' can follow '{text[start]}' on its line.", "Begin the text on the next line, or put it in quotes.", end),
            SyntaxProblem.AnchorName => AnchorName(text, start, end),
            SyntaxProblem.InvalidTag or SyntaxProblem.UndefinedTagHandle => Syntax("A value that begins with '!' is a YAML tag, and this one is unknown.", "Put the value in quotes if it is text.", start),
            SyntaxProblem.UnknownDirective => Syntax("A line that begins with '%' is a YAML directive, and this one is unknown.", "Remove the line, or begin it with '#' if it is a comment.", start),
            SyntaxProblem.InvalidDirective => Syntax("This YAML directive is incomplete or repeated.", "Remove the line; Prometheus needs no directives.", start),
            SyntaxProblem.ExpectedDocumentStart => Syntax("A '---' must follow YAML's directives.", "Add the line, or remove the directives.", start),
            SyntaxProblem.ExpectedKey or SyntaxProblem.ExpectedEntry => NotInBlock(fault, Syntax),
            SyntaxProblem.ExpectedSequenceEnd or SyntaxProblem.ExpectedMappingEnd or SyntaxProblem.ExpectedNode => NotInFlow(text, fault, Syntax),
            _ => throw new ArgumentOutOfRangeException(nameof(fault), fault.Problem, "A problem without an explanation."),
        };
    }

    private static Slip NotInBlock(YamlSyntaxException fault, Func<string, string?, int, Slip> syntax) => fault.Found switch
    {
        TokenKind.Value => syntax("There is no key before this ':'.", "Write 'key: value'.", fault.Start),
        TokenKind.Anchor => syntax("A value can have one anchor only.", null, fault.Start),
        _ => syntax("The indentation of this line doesn't match any line above it.", "Indent all keys of a mapping, and all '-' of a list, by the same number of spaces.", fault.Start),
    };

    private static Slip NotInFlow(string text, YamlSyntaxException fault, Func<string, string?, int, Slip> syntax)
    {
        var (start, end) = (fault.Start, fault.End);
        if (fault.Found == TokenKind.Key && start < text.Length && text[start] == '?')
        {
            return syntax("In [ ] and { } Prometheus reads a '?' as YAML's key indicator.", "Put the text in quotes; a regular expression with '?' in it needs them there.", start);
        }

        if (fault.Problem == SyntaxProblem.ExpectedSequenceEnd) return syntax("In this [ ] list a ',' or the closing ']' is missing.", "Put items with ':', '{', '[' or ',' in them in quotes.", end);
        if (fault.Problem == SyntaxProblem.ExpectedMappingEnd) return syntax("In this { } mapping a ',' or the closing '}' is missing.", "Put values with ':', '{', '[' or ',' in them in quotes.", end);
        return fault.Found switch
        {
            TokenKind.Value when end < text.Length && !TextCursor.IsBlankOrEnd(text[end]) => syntax("Text can't begin with ':' in [ ] and { }.", "Put it in quotes.", start),
            TokenKind.Value => syntax("There is no key before this ':'.", "Write 'key: value'.", start),
            TokenKind.DocumentEnd => syntax("The file begins with '...', which ends a document.", "Remove the line.", start),
            _ => syntax("A value is missing here, or begins with a character that YAML reserves.", "Put the value in quotes.", end),
        };
    }

    private static Slip AnchorName(string text, int start, int end)
    {
        if (end == start + 1 || end >= text.Length) return new(FindingKind.YamlSyntax, "A value that begins with '*' or '&' is a YAML alias or anchor, and this is not a valid name for one.", "Put the value in quotes if it is text.", end, Math.Min(end + 1, text.Length));
        return new(FindingKind.YamlSyntax, $"The name of an anchor or alias can't hold '{text[end]}'.", "Letters, digits, '_' and '-' are allowed. Put the value in quotes if it is text.", start, start + 1);
    }

    private static Slip CannotStart(string text, int at) => at < text.Length && text[at] == '\t'
        ? Tab(at)
        : new(FindingKind.YamlSyntax, $"A value can't begin with '{(at < text.Length ? text[at] : ' ')}' in YAML.", "Put it in quotes.", at, Math.Min(at + 1, text.Length));

    private static Slip Tab(int at) => new(FindingKind.TabIndentation, "A tab can't indent in YAML.", "Use spaces.", at, at + 1);

    private static int LastLineWithText(SourceText source, int end)
    {
        // The error is noticed only at the next token.
        var i = Math.Min(end, source.Text.Length);
        while (i > 0 && source.Text[i - 1] is ' ' or '\t' or '\r' or '\n') i--;
        var place = source.Span(i, i);
        var start = source.LineStart(place.Line);
        while (start < i && source.Text[start] == ' ') start++;
        return start;
    }
}
