using System.Globalization;

namespace PromLauncher.Config.Values;

/// <summary>
/// Numbers as Go's <c>strconv</c> reads them with base 0: <c>0x1f</c>, <c>0o17</c>, <c>017</c>, <c>0b11</c>, decimal. Underscores are not read here: go-yaml
/// removes them from whole numbers before. Source: ParseInt, ParseUint and ParseFloat of https://pkg.go.dev/strconv.
/// </summary>
internal static class GoNumber
{
    /// <summary>Reads a signed number.</summary>
    public static bool TryParseInt(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        var negative = text.StartsWith("-");
        if (negative || text.StartsWith("+")) text = text[1..];
        if (!TryParseUInt(text, out var magnitude)) return false;
        if (magnitude > (negative ? 1UL << 63 : long.MaxValue)) return false;
        value = negative ? (long)(0 - magnitude) : (long)magnitude;
        return true;
    }

    /// <summary>Reads an unsigned number; a sign is refused, as Go does.</summary>
    public static bool TryParseUInt(ReadOnlySpan<char> text, out ulong value)
    {
        value = 0;
        if (text.IsEmpty) return false;
        var (digits, radix) = Radix(text);
        if (digits.IsEmpty) return false;
        foreach (var c in digits)
        {
            var digit = char.IsAsciiDigit(c) ? c - '0' : char.IsAsciiHexDigit(c) ? (c | 0x20) - 'a' + 10 : 99;
            if (digit >= radix) return false;
            var next = value * (ulong)radix + (ulong)digit;
            if (value > (ulong.MaxValue - (ulong)digit) / (ulong)radix) return false;
            value = next;
        }

        return true;
    }

    /// <summary>Reads a decimal floating-point number.</summary>
    public static bool TryParseFloat(ReadOnlySpan<char> text, out double value) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value)
        && double.IsFinite(value);

    /// <summary>A text without its underscores where each of them is between two digits, as in Go's number literals; else the text itself.</summary>
    public static string WithoutSeparators(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '_' && !(i > 0 && char.IsAsciiDigit(text[i - 1]) && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1]))) return text;
        }

        return text.Replace("_", "", StringComparison.Ordinal);
    }

    /// <summary>The syntax that YAML reads as a float: <c>[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?</c>.</summary>
    public static bool LooksLikeFloat(ReadOnlySpan<char> text)
    {
        if (text is ['+' or '-', ..]) text = text[1..];
        var whole = Digits(text);
        text = text[whole..];
        if (text is ['.', ..])
        {
            var fraction = Digits(text[1..]);
            if (whole + fraction == 0) return false;
            text = text[(fraction + 1)..];
        }
        else if (whole == 0)
        {
            return false;
        }

        if (text.IsEmpty) return true;
        if (text[0] is not ('e' or 'E')) return false;
        text = text[1..];
        if (text is ['+' or '-', ..]) text = text[1..];
        return text.Length > 0 && Digits(text) == text.Length;
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        var i = 0;
        while (i < text.Length && char.IsAsciiDigit(text[i])) i++;
        return i;
    }

    private static DigitsOf Radix(ReadOnlySpan<char> text)
    {
        if (text[0] != '0' || text.Length == 1) return new(text, 10);
        return text[1] switch
        {
            'x' or 'X' => new(text[2..], 16),
            'o' or 'O' => new(text[2..], 8),
            'b' or 'B' => new(text[2..], 2),
            _ => new(text[1..], 8),
        };
    }

    private readonly ref struct DigitsOf(ReadOnlySpan<char> digits, int radix)
    {
        private readonly ReadOnlySpan<char> _digits = digits;

        public void Deconstruct(out ReadOnlySpan<char> digits, out int radix1)
        {
            digits = _digits;
            radix1 = radix;
        }
    }
}
