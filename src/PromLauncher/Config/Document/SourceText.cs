using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace PromLauncher.Config.Document;

/// <summary>
/// A file as text, with the mapping from offsets in the text to bytes, lines and columns. Lines end at LF, CR LF or CR.
/// </summary>
public sealed class SourceText
{
    private const int Stride = 256;

    private readonly int _preamble;
    private readonly int[] _lines;

    // For each Stride-th char: its byte offset and its index in Unicode characters. Empty for ASCII.
    private readonly (int Byte, int Rune)[] _marks;
    private int _lastLine;

    private SourceText(ReadOnlyMemory<byte> bytes, string text, Encoding encoding, int preamble)
    {
        Bytes = bytes;
        Text = text;
        Encoding = encoding;
        _preamble = preamble;
        IsAscii = encoding is UTF8Encoding && text.Length == bytes.Length - preamble;
        _lines = FindLines(text);
        _marks = IsAscii ? [] : FindMarks(text, encoding is UTF8Encoding);
    }

    /// <summary>The raw file.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Its text, without a byte order mark.</summary>
    public string Text { get; }

    /// <summary>True when every byte is one character: bytes and characters have the same offsets.</summary>
    public bool IsAscii { get; }

    /// <summary>UTF-8, or UTF-16 when a byte order mark says so; edits of the file are encoded in it.</summary>
    public Encoding Encoding { get; }

    /// <summary>
    /// Reads the file: UTF-8 with or without a byte order mark, or UTF-16 with one (which Prometheus also reads).
    /// </summary>
    /// <param name="bytes">The file.</param>
    /// <param name="badByte">Offset of the first byte that is not UTF-8, or of the last byte of UTF-16 when the number of bytes is odd; or -1. The text then ends before it.</param>
    public static SourceText Decode(ReadOnlyMemory<byte> bytes, out int badByte)
    {
        badByte = -1;
        var span = bytes.Span;
        if (span is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]) return Utf16(bytes, out badByte);
        var preamble = span is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
        var content = span[preamble..];
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        if (Utf8.IsValid(content)) return new(bytes, utf8.GetString(content), utf8, preamble);
        var valid = new char[content.Length];
        Utf8.ToUtf16(content, valid, out var read, out var written, replaceInvalidSequences: false);
        badByte = preamble + read;
        return new(bytes, new string(valid, 0, written), utf8, preamble);
    }

    /// <summary>Lone surrogates are kept, so that they can be reported; so is an odd byte at the end.</summary>
    private static SourceText Utf16(ReadOnlyMemory<byte> bytes, out int badByte)
    {
        var isLittle = bytes.Span[0] == 0xFF;
        var text = new char[(bytes.Length - 2) / 2];
        for (var i = 0; i < text.Length; i++)
        {
            var unit = bytes.Span.Slice(2 + i * 2, 2);
            text[i] = (char)(isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(unit) : BinaryPrimitives.ReadUInt16BigEndian(unit));
        }

        badByte = bytes.Length % 2 == 0 ? -1 : bytes.Length - 1;
        return new(bytes, new string(text), isLittle ? Encoding.Unicode : Encoding.BigEndianUnicode, 2);
    }

    /// <summary>The span of the characters from <paramref name="start"/> to before <paramref name="end"/>, as offsets in <see cref="Text"/>.</summary>
    public TextSpan Span(int start, int end)
    {
        var (startByte, line, column) = Place(start);
        var (endByte, endLine, endColumn) = end == start ? (startByte, line, column) : Place(end);
        return new(startByte, endByte, line, column, endLine, endColumn);
    }

    /// <summary>The number of lines; what follows the last line break counts as one.</summary>
    public int LineCount => _lines.Length;

    /// <summary>The text of a line without its line break; empty beyond the last.</summary>
    /// <param name="line">Counts from 1.</param>
    public ReadOnlySpan<char> Line(int line)
    {
        if (line < 1 || line > _lines.Length) return [];
        var start = _lines[line - 1];
        var end = line < _lines.Length ? _lines[line] : Text.Length;
        return Text.AsSpan(start, end - start).TrimEnd("\r\n");
    }

    /// <summary>Offset in <see cref="Text"/> of a line's first character.</summary>
    /// <param name="line">Counts from 1.</param>
    public int LineStart(int line) => _lines[Math.Clamp(line, 1, _lines.Length) - 1];

    /// <summary>Offset in <see cref="Text"/> of the byte at <paramref name="offset"/>.</summary>
    public int CharAt(int offset)
    {
        var wanted = offset - _preamble;
        if (IsAscii) return wanted;
        if (Encoding is not UTF8Encoding) return wanted / 2;
        int low = 0, high = _marks.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_marks[middle].Byte <= wanted) low = middle;
            else high = middle - 1;
        }

        var index = low * Stride;
        for (var at = _marks[low].Byte; at < wanted && index < Text.Length; index++) at += Utf8Length(Text, index);
        return index;
    }

    private (int Byte, int Line, int Column) Place(int index)
    {
        var line = LineOf(index);
        if (IsAscii) return (index + _preamble, line + 1, index - _lines[line] + 1);
        var (at, rune) = Count(index);
        return (at + _preamble, line + 1, rune - Count(_lines[line]).Rune + 1);
    }

    private int LineOf(int index)
    {
        // Nodes come in order: usually it is the line of the last lookup, or one shortly after.
        var line = _lastLine;
        if (_lines[line] <= index)
        {
            for (var tries = 0; tries < 4; tries++)
            {
                if (line + 1 >= _lines.Length || _lines[line + 1] > index) return _lastLine = line;
                line++;
            }
        }

        var found = Array.BinarySearch(_lines, index);
        return _lastLine = found >= 0 ? found : ~found - 1;
    }

    private (int Byte, int Rune) Count(int index)
    {
        var (at, rune) = _marks[index / Stride];
        var utf8 = Encoding is UTF8Encoding;
        for (var i = index / Stride * Stride; i < index; i++)
        {
            at += utf8 ? Utf8Length(Text, i) : 2;
            if (!char.IsLowSurrogate(Text[i])) rune++;
        }

        return (at, rune);
    }

    private static int[] FindLines(string text)
    {
        var lines = new List<int>(text.Length / 32 + 1) { 0 };
        for (var i = 0; ;)
        {
            var next = text.AsSpan(i).IndexOfAny('\n', '\r');
            if (next < 0) return [.. lines];
            i += next + 1;
            if (text[i - 1] == '\r' && i < text.Length && text[i] == '\n') i++;
            lines.Add(i);
        }
    }

    private static (int, int)[] FindMarks(string text, bool utf8)
    {
        var marks = new (int, int)[text.Length / Stride + 1];
        int at = 0, rune = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (i % Stride == 0) marks[i / Stride] = (at, rune);
            at += utf8 ? Utf8Length(text, i) : 2;
            if (!char.IsLowSurrogate(text[i])) rune++;
        }

        if (text.Length % Stride == 0) marks[text.Length / Stride] = (at, rune);
        return marks;
    }

    // The halves of a surrogate pair count as 4 and 0.
    private static int Utf8Length(string text, int index) => text[index] switch
    {
        < '\u0080' => 1,
        < '\u0800' => 2,
        var high when char.IsHighSurrogate(high) => 4,
        var low when char.IsLowSurrogate(low) => 0,
        _ => 3,
    };
}
