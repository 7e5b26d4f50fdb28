namespace PromLauncher.Config.Values;

/// <summary>
/// A duration of Go: <c>1.5h</c>, <c>-250ms</c>, <c>0</c>; unlike Prometheus's (<see cref="PromDuration"/>) with fractions and a sign, and without days.
/// Source: ParseDuration of Go's time/format.go.
/// </summary>
internal static class GoDuration
{
    /// <summary>The length of the longest duration, in nanoseconds, plus one.</summary>
    private const ulong Limit = 1UL << 63;

    /// <summary>Parses one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="nanoseconds">Its length.</param>
    /// <returns>False when Go refuses it.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out long nanoseconds)
    {
        nanoseconds = 0;
        var isNegative = text is ['-', ..];
        if (text is ['+' or '-', ..]) text = text[1..];
        if (text is "0") return true;
        if (text.IsEmpty) return false;
        ulong total = 0;
        while (!text.IsEmpty)
        {
            if (!TryReadPart(ref text, out var part) || part > Limit - total) return false;
            total += part;
        }

        if (total == Limit && !isNegative) return false;
        nanoseconds = isNegative ? unchecked(-(long)total) : (long)total;
        return true;
    }

    /// <summary>Reads a number and its unit.</summary>
    private static bool TryReadPart(ref ReadOnlySpan<char> text, out ulong nanoseconds)
    {
        nanoseconds = 0;
        var number = Until(text, text.IndexOfAnyExcept("0123456789."));
        var unitAndRest = text[number.Length..];
        var unit = UnitOf(Until(unitAndRest, unitAndRest.IndexOfAny("0123456789.")), out var unitLength);
        if (unit == 0) return false;
        text = unitAndRest[unitLength..];

        var point = number.IndexOf('.');
        var whole = Until(number, point);
        var fraction = point < 0 ? [] : number[(point + 1)..];
        if (whole.IsEmpty && fraction.IsEmpty || fraction.Contains('.')) return false;
        ulong count = 0;
        if (!whole.IsEmpty && !ulong.TryParse(whole, out count) || count > Limit / unit) return false;
        nanoseconds = count * unit + Fraction(fraction, unit);
        return nanoseconds <= Limit;
    }

    /// <summary>The nanoseconds of a fraction; digits beyond the precision of a long are ignored, as by Go.</summary>
    private static ulong Fraction(ReadOnlySpan<char> digits, ulong unit)
    {
        var (value, scale) = (0L, 1d);
        foreach (var digit in digits)
        {
            if (value > (long.MaxValue - (digit - '0')) / 10) break;
            value = value * 10 + (digit - '0');
            scale *= 10;
        }

        return (ulong)(value * (unit / scale));
    }

    private static ReadOnlySpan<char> Until(ReadOnlySpan<char> text, int end) => end < 0 ? text : text[..end];

    private static ulong UnitOf(ReadOnlySpan<char> text, out int length)
    {
        length = text.Length;
        return text switch
        {
            "ns" => 1,
            "us" or "µs" or "μs" => 1_000,
            "ms" => 1_000_000,
            "s" => 1_000_000_000,
            "m" => 60_000_000_000,
            "h" => 3_600_000_000_000,
            _ => 0,
        };
    }
}
