using System.Globalization;
using System.Text;

namespace PromLauncher.Config.TargetFiles;

/// <summary>
/// A JSON string as Go's encoding/json reads it: invalid UTF-8 and lone surrogates (<c>\ud800</c>) become U+FFFD.
/// .NET's reader throws there.
/// </summary>
internal static class JsonText
{
    /// <summary>The text of a string.</summary>
    /// <param name="raw">The bytes between its quotes; a JSON reader has validated its escapes.</param>
    public static string Decode(ReadOnlySpan<byte> raw)
    {
        if (!raw.Contains((byte)'\\')) return Encoding.UTF8.GetString(raw);
        var text = new StringBuilder(raw.Length);
        while (raw.IndexOf((byte)'\\') is >= 0 and var escape)
        {
            text.Append(Encoding.UTF8.GetString(raw[..escape]));
            var letter = raw[escape + 1];
            raw = raw[(escape + 2)..];
            if (letter != 'u')
            {
                text.Append("bfnrt".IndexOf((char)letter) is >= 0 and var at ? "\b\f\n\r\t"[at] : (char)letter);
                continue;
            }

            text.Append((char)ushort.Parse(raw[..4], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            raw = raw[4..];
        }

        text.Append(Encoding.UTF8.GetString(raw));
        return WithoutHalves(text.ToString());
    }

    private static string WithoutHalves(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')) return text;
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) whole.Append(rune);
        return whole.ToString();
    }
}
