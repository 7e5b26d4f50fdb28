namespace PromLauncher.Config.Templates;

/// <summary>Splits a template into tokens as Go's <c>text/template/parse</c> lexer does.</summary>
/// <param name="text">The template.</param>
internal sealed partial class TemplateLexer(string text)
{
    private int _at;
    private int _start;
    private int _parens;
    private int _actionAt;
    private bool _inAction;

    /// <summary>The template.</summary>
    public string Text => text;

    /// <summary>The next token. Comments and trimmed space are skipped.</summary>
    /// <exception cref="TemplateException">The text can't be split into tokens.</exception>
    public Token Next()
    {
        while (!_inAction)
        {
            if (_at == text.Length) return new(TokenKind.End, _at, "");
            if (TextOrDelimiter() is { } token) return token;
        }

        return InAction();
    }

    /// <summary>A fault at a place.</summary>
    public static TemplateException Fault(int offset, int length, string message, string? help = null) => new(new(offset, Math.Max(1, length), message, help));

    private Token? TextOrDelimiter()
    {
        var open = text.IndexOf("{{", _at, StringComparison.Ordinal);
        _start = _at;
        if (open != _at)
        {
            _at = open < 0 ? text.Length : open;
            var end = open >= 0 && IsLeftTrim(open + 2) ? _start + text.AsSpan(_start.._at).TrimEnd(" \t\r\n").Length : _at;
            return end > _start ? new(TokenKind.Text, _start, text[_start..end]) : null;
        }

        _at += 2;
        _actionAt = _start;
        if (IsLeftTrim(_at)) _at += 2;
        if (text.AsSpan(_at).StartsWith("/*"))
        {
            Comment(_at);
            return null;
        }

        _inAction = true;
        _parens = 0;
        return new(TokenKind.LeftDelimiter, _start, "{{");
    }

    private void Comment(int at)
    {
        var end = text.IndexOf("*/", at + 2, StringComparison.Ordinal);
        if (end < 0) throw Fault(_start, at + 2 - _start, "a comment is never closed", "End it with `*/}}`.");
        _at = end + 2;
        if (!AtRightDelimiter(out var trims)) throw Fault(_start, _at - _start, "a comment must be alone in its action", "Nothing may follow `*/` but `}}` or ` -}}`.");
        CloseAction(trims);
    }

    private void CloseAction(bool trims)
    {
        _at += trims ? 4 : 2;
        _inAction = false;
        if (trims)
        {
            while (_at < text.Length && IsSpace(text[_at])) _at++;
        }
    }

    private Token InAction()
    {
        _start = _at;
        if (AtRightDelimiter(out var trims))
        {
            if (_parens > 0) throw Fault(_actionAt, _at - _actionAt, "a `(` is never closed", "Add the missing `)`.");
            CloseAction(trims);
            return new(TokenKind.RightDelimiter, _start, "}}");
        }

        if (_at == text.Length) throw Fault(_actionAt, 2, "`{{` is never closed", "Add the missing `}}`.");
        var c = text[_at];
        if (IsSpace(c))
        {
            while (_at < text.Length && IsSpace(text[_at]) && !(AtRightDelimiter(out var trimming) && trimming)) _at++;
            return Emit(TokenKind.Space);
        }

        _at++;
        switch (c)
        {
            case '=':
                return Emit(TokenKind.Assign);
            case ':':
                if (_at == text.Length || text[_at] != '=') throw Fault(_start, 1, "`:` stands alone", "A variable is declared with `:=`.");
                _at++;
                return Emit(TokenKind.Declare);
            case '|':
                return Emit(TokenKind.Pipe);
            case '"':
                return Quoted('"', TokenKind.String, "string");
            case '\'':
                return Quoted('\'', TokenKind.Character, "character");
            case '`':
                return RawQuoted();
            case '$':
                return Name(TokenKind.Variable);
            case '.' when _at == text.Length || !char.IsAsciiDigit(text[_at]):
                return Name(TokenKind.Field);
            case '.' or '+' or '-':
            case >= '0' and <= '9':
                _at--;
                return Number();
            case '(':
                _parens++;
                return Emit(TokenKind.LeftParen);
            case ')':
                if (--_parens < 0) throw Fault(_start, 1, "this `)` closes nothing");
                return Emit(TokenKind.RightParen);
        }

        _at--;
        if (IsAlphaNumeric(_at, out _)) return Identifier();
        var rune = Runes.At(text, _at);
        if (rune.Value is < 0x20 or >= 0x7f)
            throw Fault(_at, rune.Utf16SequenceLength, $"the character U+{rune.Value:X4} has no meaning here", TypographyHelp(rune.Value));
        _at++;
        return Emit(TokenKind.Other);
    }

    private Token Emit(TokenKind kind) => new(kind, _start, text[_start.._at]);

    private bool IsLeftTrim(int at) => at + 1 < text.Length && text[at] == '-' && IsSpace(text[at + 1]);

    private bool AtRightDelimiter(out bool trims)
    {
        var rest = text.AsSpan(_at);
        trims = rest.Length >= 4 && IsSpace(rest[0]) && rest[1..].StartsWith("-}}");
        return trims || rest.StartsWith("}}");
    }

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\r' or '\n';

    private static string? TypographyHelp(int rune) => rune switch
    {
        0x201C or 0x201D or 0x201E => "These are typographic quotes: write `\"`.",
        0x2018 or 0x2019 => "This is a typographic quote: write `\"` around strings.",
        0x2013 or 0x2014 => "This is a dash: write `-`.",
        0xA0 => "This is a no-break space: write a plain space.",
        _ => null,
    };
}
