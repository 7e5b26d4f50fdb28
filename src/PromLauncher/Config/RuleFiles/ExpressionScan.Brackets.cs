namespace PromLauncher.Config.RuleFiles;

/// <content>Strings, selectors and ranges, and characters that are not PromQL.</content>
internal sealed partial class ExpressionScan
{
    /// <summary>Skips a string; only its end is searched for.</summary>
    private ExpressionFault? Quoted(char quote)
    {
        var start = _at++;
        for (; _at < text.Length; _at++)
        {
            if (text[_at] == quote)
            {
                _at++;
                return null;
            }

            if (quote == '`') continue;
            if (text[_at] == '\n') break;
            if (text[_at] == '\\') _at++;
        }

        return new(start, 1, "the quoted string is never closed",
            quote == '`' ? "Add the missing backquote." : $"Add the missing `{quote}`; line breaks are allowed in backquotes only.");
    }

    /// <summary>Skips <c>{…}</c> or <c>[…]</c>, including strings and comments in it.</summary>
    private ExpressionFault? Enclosed(char opening)
    {
        var start = _at++;
        var closing = opening == '{' ? '}' : ']';
        var depth = 0;
        while (_at < text.Length)
        {
            var c = text[_at];
            if (c == closing && depth == 0)
            {
                _at++;
                return Take(Kind.Value, start);
            }

            if (c is '"' or '\'' or '`')
            {
                if (Quoted(c) is { } fault) return fault;
                continue;
            }

            if (c == '#')
            {
                while (_at < text.Length && text[_at] != '\n') _at++;
                continue;
            }

            if (c == opening) return new(_at, 1, $"`{opening}` is within `{opening}…{closing}`", null);
            if (c == '(') depth++;
            else if (c == ')') depth = Math.Max(0, depth - 1);
            _at++;
        }

        return new(start, 1, $"this `{opening}` is never closed", null);
    }

    private ExpressionFault Meaningless(int start)
    {
        var rune = Runes.At(text, start);
        var help = rune.Value switch
        {
            '&' => "Write `and`.",
            '|' => "Write `or`; alternatives in a matcher are written `{label=~\"a|b\"}`.",
            '$' => "PromQL has no variables; those of a dashboard (`$__interval`) have to be replaced.",
            '~' => "`=~` belongs within `{…}`.",
            ';' => "An expression needs no terminator.",
            0x201C or 0x201D or 0x2018 or 0x2019 => "This is a typographic quote: write `\"`.",
            0x2013 or 0x2014 => "This is a dash: write `-`.",
            > 0x7F => "Names with non-ASCII characters are quoted within braces, since Prometheus 3.0: `{\"…\"}`.",
            _ => null,
        };
        return new(start, rune.Utf16SequenceLength, $"the character `{rune}` means nothing in PromQL", help);
    }
}
