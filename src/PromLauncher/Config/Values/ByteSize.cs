namespace PromLauncher.Config.Values;

/// <summary>
/// A size such as <c>15MB</c> or <c>1.5GiB</c>, always in powers of 1024; several may follow each other, after an optional sign. The units of one
/// text must be of the same kind: <c>KiB</c> and <c>B</c>, or <c>KB</c> and <c>B</c>. Source: ParseBase2Bytes of github.com/alecthomas/units.
/// </summary>
internal static class ByteSize
{
    private const string Prefixes = "KMGTPE";

    /// <summary>Go refuses a number whose next digit might not fit into 64 bits (<c>leadingInt</c>).</summary>
    private const long MostBeforeDigit = (long.MaxValue - 9) / 10;

    /// <summary>Reads a size in bytes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="bytes">The size; at most that of a signed 64-bit number.</param>
    /// <returns>False when it is not a size.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out double bytes) => TryParse(text, "iB", out bytes) || TryParse(text, "B", out bytes);

    private static bool TryParse(ReadOnlySpan<char> text, string suffix, out double bytes)
    {
        bytes = 0;
        var sign = 1;
        if (text is ['-' or '+', ..])
        {
            sign = text[0] == '-' ? -1 : 1;
            text = text[1..];
        }

        if (text is "0") return true;
        if (text.IsEmpty) return false;
        while (!text.IsEmpty)
        {
            if (!Digits(ref text, out var number, out var count)) return false;
            if (text is ['.', ..])
            {
                text = text[1..];
                if (!Digits(ref text, out var fraction, out var places)) return false;
                number += fraction / Math.Pow(10, places);
                count += places;
            }

            var end = 0;
            while (end < text.Length && text[end] != '.' && !char.IsAsciiDigit(text[end])) end++;
            if (count == 0 || Unit(text[..end], suffix) is not { } unit) return false;
            bytes += number * unit;
            text = text[end..];
        }

        bytes *= sign;
        return bytes is >= long.MinValue and <= long.MaxValue;
    }

    /// <summary>Consumes leading digits; false when the number is too large.</summary>
    private static bool Digits(ref ReadOnlySpan<char> text, out double number, out int count)
    {
        var value = 0L;
        for (count = 0; count < text.Length && char.IsAsciiDigit(text[count]); count++)
        {
            number = 0;
            if (value >= MostBeforeDigit) return false;
            value = value * 10 + (text[count] - '0');
        }

        number = value;
        text = text[count..];
        return true;
    }

    private static double? Unit(ReadOnlySpan<char> text, string suffix)
    {
        if (text is "B") return 1;
        if (text.IsEmpty || !text[1..].SequenceEqual(suffix)) return null;
        return Prefixes.IndexOf(text[0]) is >= 0 and var power ? Math.Pow(1024, power + 1) : null;
    }
}
