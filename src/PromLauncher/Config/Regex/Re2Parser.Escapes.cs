namespace PromLauncher.Config.Regex;

/// <content>What begins with a backslash.</content>
internal sealed partial class Re2Parser
{
    private Re2Fault? Escape()
    {
        var next = _at + 1 < text.Length ? text[_at + 1] : '\0';
        switch (next)
        {
            case 'A' or 'b' or 'B' or 'z':
            case 'd' or 'D' or 's' or 'S' or 'w' or 'W':
                return Push(2);
            case 'Q':
                return Quote();
            case 'p' or 'P':
                var fault = UnicodeClass();
                if (fault is null) _stack.PushAtom();
                return fault;
            default:
                fault = EscapedCharacter(out _);
                if (fault is null) _stack.PushLiteral(_foldCase);
                return fault;
        }
    }

    /// <summary>Reads <c>\Q…\E</c>: everything between is literal. Without <c>\E</c> it extends to the end of the pattern, anchor included.</summary>
    private Re2Fault? Quote()
    {
        var start = _at;
        var end = text.IndexOf("\\E", start + 2, StringComparison.Ordinal);
        if (end < 0) _lastQuote = start;
        foreach (var _ in text.AsSpan((start + 2)..(end < 0 ? text.Length : end)).EnumerateRunes()) _stack.PushLiteral(_foldCase);
        _at = end < 0 ? text.Length : end + 2;
        return null;
    }

    /// <summary>Reads an escape that stands for one character, within a class or without.</summary>
    private Re2Fault? EscapedCharacter(out int codePoint)
    {
        var start = _at;
        codePoint = 0;
        if (start + 1 >= text.Length) return new(start, 1, "the pattern ends in a single backslash", "Write `\\\\` for a backslash.");
        var next = Runes.At(text, start + 1);
        _at += 1 + next.Utf16SequenceLength;
        codePoint = next.Value;
        switch (next.Value)
        {
            case >= '1' and <= '7' when AtEnd || text[_at] is < '0' or > '7':
                break;
            case >= '0' and <= '7':
                codePoint -= '0';
                for (var digits = 1; digits < 3 && !AtEnd && text[_at] is >= '0' and <= '7'; digits++) codePoint = (codePoint * 8) + text[_at++] - '0';
                return null;
            case 'x' when HexDigits(out codePoint):
                return null;
            case 'a' or 'f' or 'n' or 'r' or 't' or 'v':
                codePoint = "\a\f\n\r\t\v"["afnrtv".IndexOf((char)next.Value, StringComparison.Ordinal)];
                return null;
            case < 0x80 when !char.IsAsciiLetterOrDigit((char)next.Value):
                return null;
        }

        var length = Math.Max(_at, start + 2) - start;
        var written = text.Substring(start, Math.Min(length, text.Length - start));
        return new(start, written.Length, $"RE2 doesn't know the escape `{written}`", Re2Perl.EscapeHelp(next.IsBmp ? (char)next.Value : '\uFFFD'));
    }

    /// <summary>Reads <c>41</c> or <c>{41}</c> after <c>\x</c>.</summary>
    private bool HexDigits(out int codePoint)
    {
        codePoint = 0;
        var at = _at;
        if (at < text.Length && text[at] == '{')
        {
            for (at++; at < text.Length && char.IsAsciiHexDigit(text[at]); at++)
            {
                codePoint = (codePoint * 16) + Convert.ToInt32(text[at].ToString(), 16);
                if (codePoint > 0x10FFFF) return false;
            }

            if (at >= text.Length || text[at] != '}' || at == _at + 1) return false;
            _at = at + 1;
            return true;
        }

        if (at + 1 >= text.Length || !char.IsAsciiHexDigit(text[at]) || !char.IsAsciiHexDigit(text[at + 1])) return false;
        codePoint = Convert.ToInt32(text.Substring(at, 2), 16);
        _at = at + 2;
        return true;
    }
}
