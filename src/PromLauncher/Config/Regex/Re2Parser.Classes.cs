namespace PromLauncher.Config.Regex;

/// <content>Character classes: <c>[…]</c>, <c>[[:alpha:]]</c>, <c>\p{Greek}</c>.</content>
internal sealed partial class Re2Parser
{
    private static readonly string[] PosixNames =
        ["alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space", "upper", "word", "xdigit"];

    // Where the next ":]" is: searched once, however many "[:" precede it.
    private int _classEnd = -1;

    private Re2Fault? Class()
    {
        var opening = _at++;
        if (!AtEnd && text[_at] == '^') _at++;
        for (var first = true; AtEnd || text[_at] != ']' || first; first = false)
        {
            if (text.AsSpan(_at).StartsWith("[:", StringComparison.Ordinal) && PosixClass(out var fault))
            {
                if (fault is not null) return fault;
                continue;
            }

            if (text.AsSpan(_at) is ['\\', 'p' or 'P', ..])
            {
                if (UnicodeClass() is { } unknown) return unknown;
                continue;
            }

            if (text.AsSpan(_at) is ['\\', 'd' or 'D' or 's' or 'S' or 'w' or 'W', ..])
            {
                _at += 2;
                continue;
            }

            if (Range(opening) is { } wrong) return wrong;
        }

        _at++;
        _stack.PushAtom();
        return null;
    }

    private Re2Fault? Range(int opening)
    {
        var start = _at;
        if (ClassCharacter(opening, out var low) is { } fault) return fault;
        if (text.AsSpan(_at) is not ['-', not ']', ..]) return null;
        _at++;
        fault = ClassCharacter(opening, out var high);
        if (fault is not null) return fault;
        return high >= low ? null : new(start, _at - start, $"the range `{text[start.._at]}` runs backwards", "Put the lower end first, or write `\\-` for a hyphen.");
    }

    private Re2Fault? ClassCharacter(int opening, out int codePoint)
    {
        codePoint = 0;
        // The closing anchor within the class means that the class itself was never closed.
        if (AtEnd) return new(opening, 1, "this '[' is never closed", "Add the missing `]`, or write `\\[` for the character itself.");
        if (text[_at] == '\\') return EscapedCharacter(out codePoint);
        var rune = Runes.At(text, _at);
        codePoint = rune.Value;
        _at += rune.Utf16SequenceLength;
        return null;
    }

    /// <summary>Reads <c>[:name:]</c> or <c>[:^name:]</c>; false when the text is not of that form.</summary>
    private bool PosixClass(out Re2Fault? fault)
    {
        fault = null;
        if (_classEnd < _at + 2) _classEnd = text.IndexOf(":]", _at + 2, StringComparison.Ordinal) is >= 0 and var found ? found : int.MaxValue;
        if (_classEnd == int.MaxValue) return false;
        var end = _classEnd;
        var name = text.AsSpan((_at + 2)..end);
        if (name.StartsWith("^")) name = name[1..];
        var known = false;
        foreach (var candidate in PosixNames) known |= name.SequenceEqual(candidate);
        if (!known)
        {
            fault = new(_at, end + 2 - _at, $"`{text[_at..(end + 2)]}` is not a class that RE2 knows", "The names are " + string.Join(", ", PosixNames) + ".");
        }

        _at = end + 2;
        return true;
    }

    /// <summary>Reads <c>\pL</c>, <c>\p{Greek}</c>, <c>\p{^Greek}</c> and their negations with <c>\P</c>.</summary>
    private Re2Fault? UnicodeClass()
    {
        var start = _at;
        var at = start + 2;
        if (at >= text.Length) return new(start, 2, "a class's name is missing", "Write `\\p{…}`, such as `\\p{Greek}`.");
        ReadOnlySpan<char> name;
        if (text[at] == '{')
        {
            var end = text.IndexOf('}', at);
            if (end < 0) return new(start, 3, $"`{text.AsSpan(start, 3)}` is never closed", "Write `\\p{…}`, such as `\\p{Greek}`.");
            name = text.AsSpan((at + 1)..end);
            _at = end + 1;
        }
        else
        {
            var length = Runes.At(text, at).Utf16SequenceLength;
            name = text.AsSpan(at, length);
            _at = at + length;
        }

        if (name.StartsWith("^")) name = name[1..];
        if (UnicodeNames.IsKnown(name, go)) return null;
        return new(start, _at - start, $"`{text[start.._at]}` is not a Unicode class that this release knows",
            "A class is a category (`\\p{Lu}`) or a script (`\\p{Greek}`), in exactly this spelling; blocks and properties aren't supported.");
    }
}
