using System.Globalization;

namespace PromLauncher.Config.Values;

/// <summary>
/// A size such as <c>15MB</c> or <c>1.5GiB</c>, always in powers of 1024; several may stand in a row, and a sign in front.
/// Source: ParseBase2Bytes of github.com/alecthomas/units.
/// </summary>
internal static class ByteSize
{
    /// <summary>Reads a size in bytes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="bytes">The size.</param>
    /// <returns>False when it is none.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out double bytes)
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
            var whole = Digits(text);
            var rest = text[whole..];
            var fraction = 0;
            var length = whole;
            if (rest is ['.', ..])
            {
                fraction = Digits(rest[1..]);
                length += fraction + 1;
            }

            if (whole + fraction == 0) return false;
            var number = double.Parse(text[..length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
            text = text[length..];
            var end = 0;
            while (end < text.Length && text[end] != '.' && !char.IsAsciiDigit(text[end])) end++;
            if (end == 0 || Unit(text[..end]) is not { } unit) return false;
            bytes += number * unit;
            text = text[end..];
        }

        bytes *= sign;
        return true;
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        var i = 0;
        while (i < text.Length && char.IsAsciiDigit(text[i])) i++;
        return i;
    }

    private static double? Unit(ReadOnlySpan<char> text) => text switch
    {
        "B" => 1,
        "KB" or "KiB" => 1024d,
        "MB" or "MiB" => 1048576d,
        "GB" or "GiB" => 1073741824d,
        "TB" or "TiB" => 1099511627776d,
        "PB" or "PiB" => 1125899906842624d,
        "EB" or "EiB" => 1152921504606846976d,
        _ => null,
    };
}
