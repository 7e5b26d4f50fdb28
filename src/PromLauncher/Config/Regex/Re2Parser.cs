namespace PromLauncher.Config.Regex;

/// <summary>Reads a pattern as Go's <c>regexp/syntax</c> does and stops at the first fault.</summary>
/// <param name="text">The anchored pattern.</param>
/// <param name="prefix">How many characters of it are the opening anchor.</param>
/// <param name="go">The Go release whose rules apply.</param>
internal sealed partial class Re2Parser(string text, int prefix, GoRelease go)
{
    private readonly Re2Stack _stack = new(go);
    private int _at;
    private bool _foldCase;
    private int _lastQuote = -1;

    private bool AtEnd => _at >= text.Length;

    /// <summary>The first fault, or null.</summary>
    public Re2Fault? Parse()
    {
        var lastRepeat = -1;
        while (!AtEnd)
        {
            var start = _at;
            var isRepeat = false;
            var fault = text[_at] switch
            {
                '(' => OpenGroup(),
                ')' => CloseGroup(),
                '|' => Alternative(),
                '[' => Class(),
                '*' or '+' or '?' => Repeat(new(text[_at] == '+' ? 1 : 0, text[_at] == '?' ? 1 : -1, Counted: false), 1, lastRepeat, out isRepeat),
                '{' => CountedRepeat(lastRepeat, out isRepeat),
                '\\' => Escape(),
                '^' or '$' or '.' => Push(1),
                _ => Literal(),
            };
            fault ??= _stack.Limit(start);
            if (fault is not null) return fault;
            lastRepeat = isRepeat ? start : -1;
        }

        return _stack.Finish() ? _stack.Limit(text.Length) : Unclosed();
    }

    private Re2Fault? Literal()
    {
        _at += Runes.At(text, _at).Utf16SequenceLength;
        _stack.PushLiteral(_foldCase);
        return null;
    }

    private Re2Fault? Push(int length)
    {
        _at += length;
        _stack.PushAtom();
        return null;
    }

    private Re2Fault? Alternative()
    {
        _at++;
        _stack.Bar();
        return null;
    }

    private Re2Fault? OpenGroup()
    {
        if (_at + 1 < text.Length && text[_at + 1] == '?') return PerlGroup();
        _stack.Open(_at++, captures: true, _foldCase);
        return null;
    }

    private Re2Fault? CloseGroup()
    {
        if (!_stack.Close(_at, out var group))
        {
            // The anchor's own parenthesis was closed earlier, by the actual surplus one.
            return new(_stack.FirstOuterClose, 1, "this ')' closes nothing", "Write `\\)` for the character itself, or put the missing `(` before it.");
        }

        _foldCase = group.FoldCase;
        _at++;
        return null;
    }

    private Re2Fault Unclosed()
    {
        if (_lastQuote >= 0)
        {
            return new(_lastQuote, 2, "`\\Q` is never closed", "End the literal text with `\\E`: Prometheus appends `)$` to the pattern, and an open `\\Q` swallows it.");
        }

        if (_stack.OuterIsOpen && text.AsSpan()[..^2].TrimEnd('\\').Length % 2 != text.Length % 2)
        {
            return new(text.Length - 3, 1, "the pattern ends in a single backslash", "Write `\\\\` for a backslash (twice that within double quotes of YAML).");
        }

        // The closing anchor closed a group of the pattern: that group lacks its parenthesis.
        return new(Math.Max(_stack.LastClosed, prefix), 1, "this '(' is never closed", "Add the missing `)`, or write `\\(` for the character itself.");
    }

    private Re2Fault? CountedRepeat(int lastRepeat, out bool isRepeat)
    {
        if (ReadCounts(out var counts, out var length)) return Repeat(counts, length, lastRepeat, out isRepeat);
        isRepeat = false;
        return Literal();
    }

    private Re2Fault? Repeat(Re2Counts counts, int length, int lastRepeat, out bool isRepeat)
    {
        isRepeat = true;
        var start = _at;
        if (counts.IsOutOfRange)
        {
            return new(start, length, $"the repeat count `{text.Substring(start, length)}` is out of range",
                counts.Max >= 0 && counts.Min > counts.Max ? "The first number must not exceed the second." : "RE2 repeats at most 1000 times.");
        }

        _at += length;
        if (!AtEnd && text[_at] == '?') _at++;
        if (lastRepeat >= 0) return Doubled(lastRepeat);
        if (!_stack.Repeat(counts, out var tooMany))
        {
            return new(start, _at - start, $"`{text[start.._at]}` has nothing to repeat",
                $"Put what is to be repeated before it, or write `\\{text[start]}` for the character itself.");
        }

        return tooMany ? new(start, _at - start, "repeats within repeats make more than 1000 copies", "The counts of nested repeats multiply, and RE2 allows 1000 in all.") : null;
    }

    private Re2Fault Doubled(int first)
    {
        var both = text[first.._at];
        var help = both.EndsWith('+') && both.Length > 1
            ? "RE2 has no possessive repeats (`a++`), and doesn't need them: it never backtracks. Remove the last `+`."
            : $"Keep one of them, or group the inner one: `(?:…){both[^1]}`.";
        return new(first, both.Length, $"`{both}` repeats a repetition", help);
    }

    /// <summary>Reads <c>{n}</c>, <c>{n,}</c> or <c>{n,m}</c>; anything else is literal text for RE2.</summary>
    private bool ReadCounts(out Re2Counts counts, out int length)
    {
        counts = default;
        length = 0;
        var at = _at + 1;
        if (!ReadNumber(ref at, out var min)) return false;
        var max = min;
        if (at < text.Length && text[at] == ',')
        {
            at++;
            max = -1;
            if (at < text.Length && text[at] != '}')
            {
                if (!ReadNumber(ref at, out max)) return false;
                if (max < 0) min = -1;
            }
        }

        if (at >= text.Length || text[at] != '}') return false;
        counts = new(min, max, Counted: true);
        length = at + 1 - _at;
        return true;
    }

    /// <summary>A number without leading zeros; -1 when it is absurdly large.</summary>
    private bool ReadNumber(ref int at, out int value)
    {
        value = 0;
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            value = value < 0 || value >= 100_000_000 ? -1 : (value * 10) + (text[at] - '0');
            at++;
        }

        return at > start && (at - start == 1 || text[start] != '0');
    }
}
