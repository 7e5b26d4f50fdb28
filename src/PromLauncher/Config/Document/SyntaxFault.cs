using YamlDotNet.Core;

namespace PromLauncher.Config.Document;

/// <summary>Translates the library's syntax errors into the mistake that caused them, where it can be recognised.</summary>
internal static class SyntaxFault
{
    /// <summary>
    /// True when the library found something after the end of the document that is not a new document. go-yaml never reads that far: it returns the
    /// document and stops.
    /// </summary>
    public static bool IsBehindDocument(YamlException exception) =>
        exception is SemanticErrorException && (exception.Message.Contains("<document end>", StringComparison.Ordinal) || exception.Message.Contains("<document start>", StringComparison.Ordinal));

    /// <summary>The one diagnostic for a file that is not valid YAML.</summary>
    /// <param name="file">Its path.</param>
    /// <param name="source">Its text.</param>
    /// <param name="exception">The library's exception.</param>
    /// <param name="reached">Offset of its scanner's current character; some of its errors have no position.</param>
    /// <param name="mended">The repairs that were made, which can't be the cause; or null.</param>
    public static Diagnostic Explain(string file, SourceText source, Exception exception, int reached, MendedText? mended)
    {
        if (exception is StricterSyntaxException { Slip: var own }) return new(own.Kind, Severity.Error, own.Message, file, source.Span(own.Start, own.End)) { Help = own.Help };
        var (start, end) = exception is YamlException yaml ? (Clamp(source, yaml.Start), Clamp(source, yaml.End)) : (0, 0);
        if (end == 0) start = end = reached;
        var message = exception is YamlException ? exception.Message : "";
        var slip = Slips.Find(source, Math.Min(start, end), Math.Max(start, end));
        var found = (slip is null || mended?.Holds(slip) == true ? null : slip)
            ?? (exception is InvalidOperationException ? Outdented(source, end) : Known(source, message, start, end))
            ?? new Slip(FindingKind.YamlSyntax, $"This is not valid YAML: {Plain(message)}", null, end, end);
        return new(found.Kind, Severity.Error, found.Message, file, source.Span(found.Start, Math.Max(found.Start, found.End))) { Help = found.Help };
    }

    private static Slip? Known(SourceText source, string message, int start, int end)
    {
        var text = source.Text;
        Slip Syntax(string what, string? help, int at) => new(FindingKind.YamlSyntax, what, help, at, Math.Min(at + 1, text.Length));
        bool Says(string part) => message.Contains(part, StringComparison.OrdinalIgnoreCase);

        if (Says("found unexpected end of stream") || Says("unexpected document indicator"))
        {
            return Syntax("A quote is opened here and never closed.", "Close it, or double a quote that belongs to the text ('it''s').", start);
        }

        if (Says("wrong indentation"))
        {
            return Syntax("A double-quoted text continues on a line that is not indented deeper than its key.", "Indent the line deeper than the key; the indentation doesn't become part of the text.", end);
        }

        if (Says("unknown escape character"))
        {
            return Syntax("In double quotes a backslash begins an escape, and this one is unknown.", @"Write '\\' for a backslash, or use single quotes (a regex such as '\d+' needs them).", LastBackslash(text, end));
        }

        if (Says("hexadecimal number") || Says("Unicode")) return Syntax(@"A \x, \u or \U escape needs 2, 4 or 8 hexadecimal digits of a Unicode character.", null, LastBackslash(text, end));
        if (Says("Mapping values are not allowed") || Says("invalid mapping"))
        {
            return Syntax("There is a ': ' where no key is allowed.", "Put text that holds ': ' in quotes; a key must be on its own line, indented like its neighbours.", end);
        }

        if (Says("could not find expected ':'")) return Syntax("A key without a ':'.", "Write 'key: value', with a space after the colon.", LastLineWithText(source, end));
        if (Says("expected key") || Says("expected '-' indicator"))
        {
            return Syntax("The indentation of this line doesn't match any line above it.", "Indent all keys of a mapping, and all '-' of a list, by the same number of spaces.", start);
        }

        if (Says("Block sequence entries are not allowed")) return Syntax("A list item isn't allowed here.", "Begin the list on the line below its key: 'key:', then '- item'.", end);
        if (Says("expected ',' or ']'")) return Syntax("In this [ ] list a ',' or the closing ']' is missing.", "Put items with ':', '{', '[' or ',' in them in quotes.", end);
        if (Says("expected ',' or '}'")) return Syntax("In this { } mapping a ',' or the closing '}' is missing.", "Put values with ':', '{', '[' or ',' in them in quotes.", end);
        if (Says("cannot start any token")) return CannotStart(text, start);
        if (Says("node content")) return Syntax("A value is missing here, or begins with a character that YAML reserves.", "Put the value in quotes.", end);
        if (Says("more than one anchor")) return Syntax("A value can have one anchor only.", null, start);
        if (Says("undefined tag handle")) return Syntax("A value that begins with '!' is a YAML tag, and this one is unknown.", "Put the value in quotes if it is text.", start);
        if (Says("anchor or alias")) return Syntax("A value that begins with '*' or '&' is a YAML alias or anchor, and this is not a valid name for one.", "Put the value in quotes if it is text.", start);
        return null;
    }

    /// <summary>YAML 1.2 requires it, and so does the library; go-yaml does not.</summary>
    private static Slip Outdented(SourceText source, int at) =>
        new(FindingKind.YamlSyntax, "A [ ] or { } continues on a line that is not indented deeper than its key.", "Indent the line deeper than the key.", at, Math.Min(at + 1, source.Text.Length));

    private static Slip CannotStart(string text, int at)
    {
        var c = at < text.Length ? text[at] : ' ';
        return c == '\t'
            ? new(FindingKind.TabIndentation, "A tab can't indent in YAML.", "Use spaces.", at, at + 1)
            : new(FindingKind.YamlSyntax, $"A value can't begin with '{c}' in YAML.", "Put it in quotes.", at, Math.Min(at + 1, text.Length));
    }

    private static int LastBackslash(string text, int end)
    {
        var at = Math.Min(end, text.Length - 1);
        for (var i = at; i >= 0 && i > at - 12; i--)
        {
            if (text[i] == '\\') return i;
        }

        return Math.Max(at, 0);
    }

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

    private static string Plain(string message)
    {
        var dot = message.TrimEnd('.');
        return dot.Length == 0 ? "the text is damaged." : char.ToLowerInvariant(dot[0]) + dot[1..] + ".";
    }

    private static int Clamp(SourceText source, Mark mark) => (int)Math.Min(mark.Index, source.Text.Length);
}
