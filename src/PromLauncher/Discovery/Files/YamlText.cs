using System.Buffers;
using System.Globalization;
using System.Text;

namespace PromLauncher.Discovery.Files;

/// <summary>
/// Strings as YAML. Values are always in double quotes: there nothing is a number, a boolean or a date, and every character that YAML
/// readers refuse or fold (https://yaml.org/spec/1.1/#id868518) has an escape.
/// </summary>
internal static class YamlText
{
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        " !#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>Writes a value in double quotes.</summary>
    public static void WriteQuoted(IBufferWriter<byte> output, string text)
    {
        output.Write("\""u8);
        var rest = text.AsSpan();
        while (rest.Length > 0)
        {
            var plain = rest.IndexOfAnyExcept(Plain);
            if (plain < 0) plain = rest.Length;
            if (plain > 0)
            {
                Encoding.UTF8.GetBytes(rest[..plain], output);
                rest = rest[plain..];
                continue;
            }

            _ = Rune.DecodeFromUtf16(rest, out var rune, out var length);
            WriteRune(output, rune);
            rest = rest[length..];
        }

        output.Write("\""u8);
    }

    /// <summary>Writes a label name; quoted only where YAML 1.1 would read it as a boolean or null.</summary>
    public static void WriteKey(IBufferWriter<byte> output, string name)
    {
        if (name.ToUpperInvariant() is "Y" or "N" or "YES" or "NO" or "ON" or "OFF" or "TRUE" or "FALSE" or "NULL" or "") WriteQuoted(output, name);
        else Encoding.UTF8.GetBytes(name, output);
    }

    private static void WriteRune(IBufferWriter<byte> output, Rune rune)
    {
        ReadOnlySpan<byte> escape = rune.Value switch
        {
            '"' => "\\\""u8,
            '\\' => "\\\\"u8,
            '\n' => "\\n"u8,
            '\r' => "\\r"u8,
            '\t' => "\\t"u8,
            _ => [],
        };
        if (escape.Length > 0)
        {
            output.Write(escape);
            return;
        }

        // C0, DEL, C1, line and paragraph separators, the byte order mark and non-characters: not printable in YAML 1.1.
        if (rune.Value is < 0x20 or (>= 0x7F and < 0xA0) or 0x2028 or 0x2029 or 0xFEFF or >= 0xFFFE and <= 0xFFFF || (rune.Value & 0xFFFE) == 0xFFFE)
        {
            Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}"), output);
            return;
        }

        Span<byte> bytes = stackalloc byte[4];
        output.Write(bytes[..rune.EncodeToUtf8(bytes)]);
    }
}
