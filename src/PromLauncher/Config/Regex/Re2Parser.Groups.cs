namespace PromLauncher.Config.Regex;

/// <content>Groups that begin with <c>(?</c>, and Perl groups that RE2 doesn't have.</content>
internal sealed partial class Re2Parser
{
    private Re2Fault? PerlGroup()
    {
        var rest = text.AsSpan(_at);
        if (rest.Length > 4 && rest[2] == 'P' && rest[3] == '<') return NamedGroup(4);
        if (rest.Length > 3 && rest[2] == '<' && go.Minor >= 22) return NamedGroup(3);
        return Flags();
    }

    /// <summary>Reads <c>(?P&lt;name&gt;</c>, or <c>(?&lt;name&gt;</c> (since Go 1.22).</summary>
    private Re2Fault? NamedGroup(int nameAt)
    {
        var end = text.IndexOf('>', _at);
        if (end < 0 || end > text.Length - 3)
        {
            return Unsupported() ?? new(_at, text.Length - 2 - _at, "the group's name is never closed", "Write `(?P<name>…)`.");
        }

        var name = text.AsSpan(_at + nameAt, end - _at - nameAt);
        if (!IsGroupName(name))
        {
            return Unsupported() ?? new(_at, end + 1 - _at, $"`{name}` is not a valid group name", "Use letters, digits and `_` only: `(?P<name>…)`.");
        }

        _stack.Open(_at, captures: true, _foldCase);
        _at = end + 1;
        return null;
    }

    private static bool IsGroupName(ReadOnlySpan<char> name)
    {
        foreach (var c in name)
        {
            if (c != '_' && !char.IsAsciiLetterOrDigit(c)) return false;
        }

        return !name.IsEmpty;
    }

    /// <summary>Reads <c>(?flags)</c> and <c>(?flags:</c>, the flags being <c>i</c>, <c>m</c>, <c>s</c>, <c>U</c>, with <c>-</c> before those to clear.</summary>
    private Re2Fault? Flags()
    {
        var foldCase = _foldCase;
        var negated = false;
        var sawFlag = false;
        for (var at = _at + 2; at < text.Length; at++)
        {
            switch (text[at])
            {
                case 'i':
                    foldCase = !negated;
                    sawFlag = true;
                    continue;
                case 'm' or 's' or 'U':
                    sawFlag = true;
                    continue;
                case '-' when !negated:
                    negated = true;
                    sawFlag = false;
                    continue;
                case ':' or ')' when !negated || sawFlag:
                    if (text[at] == ':') _stack.Open(_at, captures: false, _foldCase);
                    _foldCase = foldCase;
                    _at = at + 1;
                    return null;
            }

            return Unsupported() ?? new(_at, at + 1 - _at, $"`{text[_at..(at + 1)]}` is not a group that RE2 knows",
                "RE2 has `(…)`, `(?:…)`, `(?P<name>…)` and the flags `(?i)`, `(?m)`, `(?s)`, `(?U)`.");
        }

        return new(_at, 2, "the group's flags are never closed", "Write `(?i)` or `(?i:…)`.");
    }

    /// <summary>A fault that names the Perl construct at this place, if it is a known one.</summary>
    private Re2Fault? Unsupported()
    {
        foreach (var (opening, what, help) in Re2Perl.Groups)
        {
            if (!text.AsSpan(_at).StartsWith(opening, StringComparison.Ordinal)) continue;
            return opening == "(?<" && go.Minor >= 22 ? null : new(_at, opening.Length, $"`{opening}` is {what}, which RE2 doesn't support", help);
        }

        return null;
    }
}
