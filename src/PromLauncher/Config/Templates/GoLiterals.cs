using System.Globalization;
using System.Text;

namespace PromLauncher.Config.Templates;

/// <summary>Numbers, characters and strings in Go's syntax (<see href="https://go.dev/ref/spec#Lexical_elements"/>, package strconv).</summary>
internal static class GoLiterals
{
    /// <summary>Whether the token is a number, a complex number or a character.</summary>
    public static bool IsNumber(Token token) => token.Kind switch
    {
        TokenKind.Character => Unquote(token.Value, '\'') is { } text && text.EnumerateRunes().Count() == 1,
        TokenKind.Complex => IsComplex(token.Value),
        _ => IsReal(token.Value),
    };

    /// <summary>The text within quotes with its escapes resolved (those of bytes above 7F as U+FFFD), or null when an escape is wrong.</summary>
    public static string? Unquote(string quoted, char quote)
    {
        var text = quoted[1..^1];
        if (!text.Contains('\\', StringComparison.Ordinal)) return text;
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                result.Append(text[i]);
                continue;
            }

            if (++i == text.Length) return null;
            var c = text[i];
            var plain = "abfnrtv\\".IndexOf(c, StringComparison.Ordinal);
            if (plain >= 0 || c == quote)
            {
                result.Append(plain >= 0 ? "\a\b\f\n\r\t\v\\"[plain] : c);
                continue;
            }

            var (digits, radix, start) = c switch
            {
                'x' => (2, 16, i + 1),
                'u' => (4, 16, i + 1),
                'U' => (8, 16, i + 1),
                >= '0' and <= '7' => (3, 8, i),
                _ => (0, 0, 0),
            };
            if (digits == 0 || start + digits > text.Length || !TryDigits(text.AsSpan(start, digits), radix, out var value)) return null;
            if (radix == 8 && value > 255) return null;
            if (c is 'u' or 'U' && !Rune.IsValid(value)) return null;
            result.Append(radix == 16 && digits > 2 ? new Rune(value).ToString() : value < 0x80 ? ((char)value).ToString() : "\uFFFD");
            i = start + digits - 1;
        }

        return result.ToString();
    }

    private static bool TryDigits(ReadOnlySpan<char> text, int radix, out int value)
    {
        value = 0;
        foreach (var c in text)
        {
            var digit = char.IsAsciiHexDigit(c) ? Convert.ToInt32(c.ToString(), 16) : radix;
            if (digit >= radix || value > 0x10FFFF) return false;
            value = (value * radix) + digit;
        }

        return true;
    }

    private static bool IsComplex(string text)
    {
        var split = text.LastIndexOfAny(['+', '-']);
        if (split > 0 && text[split - 1] is 'e' or 'E' or 'p' or 'P') split = text.LastIndexOfAny(['+', '-'], split - 1);
        return split > 0 && IsFloat(text[..split]) && text[^1] == 'i' && IsFloat(text[split..^1]);
    }

    private static bool IsReal(string text)
    {
        if (text.EndsWith('i')) return IsFloat(text[..^1]);
        if (IsInteger(text)) return true;

        // An integer that is too large is refused, not read as a float.
        return text.AsSpan().IndexOfAny(".eEpP") >= 0 && IsFloat(text);
    }

    /// <summary>An integer of 64 bits with Go's prefixes, and underscores between digits.</summary>
    private static bool IsInteger(string text)
    {
        var isNegative = text.StartsWith('-');
        var digits = text.AsSpan(isNegative || text.StartsWith('+') ? 1 : 0);
        var radix = 10;
        var hasPrefix = false;
        if (digits is ['0', _, ..])
        {
            (radix, var skip) = char.ToLowerInvariant(digits[1]) switch
            {
                'x' => (16, 2),
                'b' => (2, 2),
                'o' => (8, 2),
                _ => (8, 1),
            };
            hasPrefix = true;
            digits = digits[skip..];
        }

        UInt128 value = 0;
        var last = hasPrefix ? '0' : '_';
        foreach (var c in digits)
        {
            if (c == '_')
            {
                if (last == '_') return false;
            }
            else
            {
                var digit = char.IsAsciiHexDigit(c) ? Convert.ToInt32(c.ToString(), 16) : 99;
                if (digit >= radix) return false;
                value = (value * (uint)radix) + (uint)digit;
                if (value > ulong.MaxValue) return false;
            }

            last = c;
        }

        if (digits.IsEmpty || last == '_') return false;

        // Go first tries to parse it as unsigned, which accepts no sign.
        var signed = text[0] is '-' or '+';
        return !signed || value <= (isNegative ? (UInt128)long.MaxValue + 1 : long.MaxValue);
    }

    private static bool IsFloat(string text)
    {
        var unsigned = text.AsSpan().TrimStart("+-");
        if (text.Length - unsigned.Length > 1 || unsigned.IsEmpty) return false;
        if (unsigned is ['0', 'x' or 'X', ..]) return IsHexFloat(unsigned[2..]);
        foreach (var c in unsigned)
        {
            if (!char.IsAsciiDigit(c) && c is not ('.' or 'e' or 'E' or '+' or '-')) return false;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value);
    }

    /// <summary><c>1.8p3</c>: a hexadecimal mantissa must have its exponent.</summary>
    private static bool IsHexFloat(ReadOnlySpan<char> text)
    {
        var p = text.IndexOfAny('p', 'P');
        if (p < 1) return false;
        var digits = 0;
        var dots = 0;
        foreach (var c in text[..p])
        {
            if (c == '.') dots++;
            else if (char.IsAsciiHexDigit(c)) digits++;
            else if (c != '_') return false;
        }

        return digits > 0 && dots <= 1 && int.TryParse(text[(p + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent) && exponent < 1024;
    }
}
