using System.Globalization;
using System.Text;

namespace PromLauncher.Config.Document;

/// <summary>Files that are not text, or text in an encoding that YAML readers don't accept.</summary>
internal static class EncodingFault
{
    /// <summary>What is wrong with the file as a whole, or null.</summary>
    /// <param name="file">Its path.</param>
    /// <param name="source">Its text.</param>
    /// <param name="badByte">Offset of the first byte that is not UTF-8, or -1.</param>
    public static Diagnostic? Find(string file, SourceText source, int badByte)
    {
        var text = source.Text;
        if (LooksLikeUtf16(source.Bytes.Span)) return Utf16WithoutMark(file, source);
        var at = ControlCharacter(text);
        if (badByte >= 0 && at < 0 && source.Encoding is not UTF8Encoding)
        {
            return new(FindingKind.NotUtf8, Severity.Error, "The file is written in UTF-16 and ends within a character.", file, source.Span(text.Length, text.Length) with { End = badByte + 1 })
            {
                Help = "Save it as UTF-8.",
            };
        }

        if (at >= 0 && char.IsSurrogate(text[at]))
        {
            return new(FindingKind.NotUtf8, Severity.Error, string.Create(CultureInfo.InvariantCulture, $"U+{(int)text[at]:X4} is half of a UTF-16 surrogate pair; the other half is missing."), file, source.Span(at, at + 1))
            {
                Help = "Save the file as UTF-8.",
            };
        }

        if (badByte >= 0 && at < 0)
        {
            var place = source.Span(text.Length, text.Length) with { End = badByte + 1 };
            return new(FindingKind.NotUtf8, Severity.Error, string.Create(CultureInfo.InvariantCulture, $"The byte 0x{source.Bytes.Span[badByte]:X2} at offset {badByte} is not UTF-8."), file, place)
            {
                Help = "Save the file as UTF-8; in Latin-1 or Windows-1252 only ASCII letters are the same.",
            };
        }

        if (at >= 0)
        {
            return new(FindingKind.ControlCharacter, Severity.Error, string.Create(CultureInfo.InvariantCulture, $"The control character U+{(int)text[at]:X4} is not allowed in YAML."), file, source.Span(at, at + 1))
            {
                Help = "Remove it; within double quotes it can be written as an escape such as \\u0007.",
            };
        }

        if (source.Encoding is UTF8Encoding) return null;
        return new(FindingKind.Utf16, Severity.Warning, "The file is written in UTF-16. Prometheus reads it, but most tools do not.", file, source.Span(0, 0))
        {
            Help = "Save it as UTF-8.",
        };
    }

    private static Diagnostic Utf16WithoutMark(string file, SourceText source) =>
        new(FindingKind.Utf16, Severity.Error, "The file seems to be UTF-16 without a byte order mark: every other byte is zero.", file, source.Span(0, 0))
        {
            Help = "Save it as UTF-8.",
        };

    private static bool LooksLikeUtf16(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 4 && !(bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        && ((bytes[0] == 0) ^ (bytes[1] == 0)) && ((bytes[2] == 0) ^ (bytes[3] == 0));

    // YAML 1.1 §5.1, as in go-yaml's reader: tab, line breaks, NEL and the printable characters. A lone surrogate is not one.
    private static int ControlCharacter(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is (>= ' ' and <= '~') or '\n') continue;
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else if (c is not ('\t' or '\r' or '\u0085' or (>= '\u00A0' and <= '\uD7FF') or (>= '\uE000' and <= '\uFFFD'))) return i;
        }

        return -1;
    }
}
