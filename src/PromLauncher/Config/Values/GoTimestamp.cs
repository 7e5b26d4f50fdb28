namespace PromLauncher.Config.Values;

/// <summary>
/// The dates and times that go-yaml v2 recognises: <c>2001-1-2</c>, <c>2001-01-02T03:04:05Z</c>, <c>2001-01-02 03:04:05</c>. Source: parseTimestamp
/// in go-yaml's resolve.go, and time.Parse of https://pkg.go.dev/time, which knows a year 0 with a 29 February.
/// </summary>
internal static class GoTimestamp
{
    /// <summary>Whether a plain scalar is one.</summary>
    public static bool Matches(ReadOnlySpan<char> text)
    {
        if (text.Length < 8 || text[4] != '-') return false;
        if (!Take(ref text, 4, out var year) || !Literal(ref text, '-') || !Take(ref text, 2, out var month) || !Literal(ref text, '-') || !Take(ref text, 2, out var day))
            return false;
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year == 0 ? 2000 : year, month)) return false;
        if (text.IsEmpty) return true;
        var zoned = text[0] is 'T' or 't';
        if (!zoned && text[0] != ' ') return false;
        text = text[1..];
        if (!Take(ref text, 2, out var hour) || !Literal(ref text, ':') || !Take(ref text, 2, out var minute) || !Literal(ref text, ':') || !Take(ref text, 2, out var second))
            return false;
        if (hour > 23 || minute > 59 || second > 59) return false;
        if (text is ['.' or ',', ..])
        {
            var end = 1;
            while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
            if (end == 1) return false;
            text = text[end..];
        }

        if (!zoned) return text.IsEmpty;
        return text is "Z" || text is ['+' or '-', _, _, ':', _, _] && char.IsAsciiDigit(text[1]) && char.IsAsciiDigit(text[2]) && char.IsAsciiDigit(text[4]) && char.IsAsciiDigit(text[5]);
    }

    private static bool Take(ref ReadOnlySpan<char> text, int most, out int number)
    {
        number = 0;
        var i = 0;
        for (; i < most && i < text.Length && char.IsAsciiDigit(text[i]); i++) number = number * 10 + (text[i] - '0');
        text = text[i..];
        return i > 0;
    }

    private static bool Literal(ref ReadOnlySpan<char> text, char c)
    {
        if (text.IsEmpty || text[0] != c) return false;
        text = text[1..];
        return true;
    }
}
