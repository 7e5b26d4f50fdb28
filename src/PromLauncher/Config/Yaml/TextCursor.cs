using System.Buffers;

namespace PromLauncher.Config.Yaml;

/// <summary>A position in a text that moves forward. NUL stands for the end: a YAML text can't hold it.</summary>
internal sealed class TextCursor(string text)
{
    /// <summary>How far go-yaml v3 looks for a comment.</summary>
    private const int CommentDistance = 512;

    private static readonly SearchValues<char> Breaks = SearchValues.Create("\r\n\u0085\u2028\u2029");
    private int _lineStart;

    /// <summary>The text.</summary>
    public string Text => text;

    /// <summary>Offset of the current character.</summary>
    public int At { get; private set; }

    /// <summary>Its line, counted from 0.</summary>
    public int Line { get; private set; }

    /// <summary>
    /// Its column, counted from 0 in UTF-16 units. go-yaml counts characters; both agree wherever a column matters, as only indicators, anchors
    /// and tags can precede it on its line.
    /// </summary>
    public int Column => At - _lineStart;

    /// <summary>The current character, or NUL.</summary>
    public char Current => (uint)At < (uint)text.Length ? text[At] : '\0';

    /// <summary>True after the last character.</summary>
    public bool IsAtEnd => At >= text.Length;

    /// <summary>A line break of YAML 1.1 (§5.4).</summary>
    public static bool IsBreak(char c) => c is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029';

    /// <summary>A space or a tab.</summary>
    public static bool IsBlank(char c) => c is ' ' or '\t';

    /// <summary>A line break or the end.</summary>
    public static bool IsBreakOrEnd(char c) => c == '\0' || IsBreak(c);

    /// <summary>A space, a tab, a line break or the end.</summary>
    public static bool IsBlankOrEnd(char c) => c <= ' ' ? c is ' ' or '\n' or '\0' or '\r' or '\t' : c is '\u0085' or '\u2028' or '\u2029';

    /// <summary>A letter, digit, '_' or '-': what names of anchors, tag handles and directives consist of.</summary>
    public static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';

    /// <summary>A character further on, or NUL.</summary>
    public char Peek(int ahead) => (uint)(At + ahead) < (uint)text.Length ? text[At + ahead] : '\0';

    /// <summary>Moves on by so many characters, none of them a line break.</summary>
    public void Skip(int count = 1) => At += count;

    /// <summary>Moves over spaces and tabs.</summary>
    public void SkipBlanks()
    {
        while (IsBlank(Current)) At++;
    }

    /// <summary>True when go-yaml v3 finds a comment behind nothing but these characters.</summary>
    public bool IsBeforeComment(string blanks) => text.AsSpan(At, Math.Min(CommentDistance, text.Length - At)).TrimStart(blanks) is ['#', ..];

    /// <summary>Moves to the end of the line when a comment begins here.</summary>
    /// <param name="withNext">True to move over further comments as well that only blanks and the line breaks of ASCII separate from it.</param>
    public void SkipComment(bool withNext = false)
    {
        if (Current != '#') return;
        ReadLine();
        while (withNext && IsBeforeComment(" \t\r\n"))
        {
            while (Current != '#')
            {
                if (IsBreak(Current)) ReadBreak();
                else At++;
            }

            ReadLine();
        }
    }

    /// <summary>The rest of the line; moves to its end.</summary>
    public ReadOnlySpan<char> ReadLine()
    {
        var rest = text.AsSpan(At);
        var length = rest.IndexOfAny(Breaks);
        if (length >= 0) rest = rest[..length];
        At += rest.Length;
        return rest;
    }

    /// <summary>Moves over a line break.</summary>
    /// <returns>What it stands for in a scalar: a line feed, or the Unicode separator itself.</returns>
    public char ReadBreak()
    {
        var read = text[At++];
        if (read == '\r' && Current == '\n') At++;
        Line++;
        _lineStart = At;
        return read is '\u2028' or '\u2029' ? read : '\n';
    }

    /// <summary>Ends the last line at the end of the text, as a line break would.</summary>
    public void EndLine()
    {
        if (Column == 0) return;
        Line++;
        _lineStart = At;
    }

    /// <summary>Moves over a run of characters none of which is in a set.</summary>
    public void SkipUntil(SearchValues<char> stops)
    {
        var length = text.AsSpan(At).IndexOfAny(stops);
        At = length < 0 ? text.Length : At + length;
    }

    /// <summary>True for a <c>---</c> or <c>...</c> that begins a line.</summary>
    public bool IsDocumentIndicator(char mark) =>
        Column == 0 && Current == mark && Peek(1) == mark && Peek(2) == mark && IsBlankOrEnd(Peek(3));

    /// <summary>True for either of them.</summary>
    public bool IsDocumentIndicator() => IsDocumentIndicator('-') || IsDocumentIndicator('.');
}
