using System.Text;

namespace PromLauncher.Config.Templates;

/// <content>Words, strings and numbers within an action.</content>
internal sealed partial class TemplateLexer
{
    private const string Keywords = " block break continue define else end if range template with ";

    private Token Identifier()
    {
        SkipAlphaNumerics();
        var word = text[_start.._at];
        RequireTerminator();
        return word switch
        {
            "true" or "false" => Emit(TokenKind.Bool),
            "nil" => Emit(TokenKind.Nil),
            _ when Keywords.Contains(" " + word + " ", StringComparison.Ordinal) => Emit(TokenKind.Keyword),
            _ => Emit(TokenKind.Identifier),
        };
    }

    /// <summary>A field or a variable; its first character has been taken.</summary>
    private Token Name(TokenKind kind)
    {
        if (AtTerminator()) return Emit(kind == TokenKind.Field ? TokenKind.Dot : kind);
        SkipAlphaNumerics();
        RequireTerminator();
        return Emit(kind);
    }

    private void RequireTerminator()
    {
        if (AtTerminator()) return;
        var rune = Runes.At(text, _at);
        throw Fault(_at, rune.Utf16SequenceLength, $"the character `{rune}` can't follow `{text[_start.._at]}`",
            rune.Value is '-' or '/' ? "Write `index $labels \"…\"` for a label with such a name." : "Put a space between them.");
    }

    private bool AtTerminator()
    {
        if (_at == text.Length || IsSpace(text[_at])) return true;
        return text[_at] is '.' or ',' or '|' or ':' or ')' or '(' || text.AsSpan(_at).StartsWith("}}");
    }

    private void SkipAlphaNumerics()
    {
        while (IsAlphaNumeric(_at, out var length)) _at += length;
    }

    private bool IsAlphaNumeric(int at, out int length)
    {
        length = 0;
        if (at >= text.Length || !Rune.TryGetRuneAt(text, at, out var rune)) return false;
        length = rune.Utf16SequenceLength;
        return rune.Value == '_' || Rune.IsLetter(rune) || Rune.IsDigit(rune);
    }

    private Token Quoted(char quote, TokenKind kind, string what)
    {
        for (; _at < text.Length && text[_at] != '\n'; _at++)
        {
            if (text[_at] == quote)
            {
                _at++;
                return Emit(kind);
            }

            if (text[_at] == '\\' && _at + 1 < text.Length && text[_at + 1] != '\n') _at++;
        }

        throw Fault(_start, 1, $"the quoted {what} is never closed", $"Add the missing `{quote}`; line breaks are allowed in backquotes only.");
    }

    private Token RawQuoted()
    {
        var end = text.IndexOf('`', _at);
        if (end < 0) throw Fault(_start, 1, "the string in backquotes is never closed", "Add the missing backquote.");
        _at = end + 1;
        return Emit(TokenKind.RawString);
    }

    private Token Number()
    {
        var isComplex = false;
        var isNumber = ScanNumber();
        if (isNumber && _at < text.Length && text[_at] is '+' or '-')
        {
            isComplex = true;
            isNumber = ScanNumber() && text[_at - 1] == 'i';
        }

        if (!isNumber) throw Fault(_start, _at - _start, $"`{text[_start.._at]}` is not a number");
        return Emit(isComplex ? TokenKind.Complex : TokenKind.Number);
    }

    /// <summary>Takes what looks like a number; the parser decides whether it is one.</summary>
    private bool ScanNumber()
    {
        Accept("+-");
        var digits = "0123456789_";
        if (Accept("0"))
        {
            if (Accept("xX")) digits = "0123456789abcdefABCDEF_";
            else if (Accept("oO")) digits = "01234567_";
            else if (Accept("bB")) digits = "01_";
        }

        while (Accept(digits));
        if (Accept(".")) while (Accept(digits));
        if ((digits.Length == 11 && Accept("eE")) || (digits.Length == 23 && Accept("pP")))
        {
            Accept("+-");
            while (Accept("0123456789_"));
        }

        Accept("i");
        if (!IsAlphaNumeric(_at, out var length)) return true;
        _at += length;
        return false;
    }

    private bool Accept(string characters)
    {
        if (_at >= text.Length || !characters.Contains(text[_at], StringComparison.Ordinal)) return false;
        _at++;
        return true;
    }
}
