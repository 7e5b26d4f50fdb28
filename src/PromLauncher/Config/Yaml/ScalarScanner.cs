using System.Buffers;
using System.Text;
using PromLauncher.Config.Document;

namespace PromLauncher.Config.Yaml;

/// <summary>Reads scalars.</summary>
internal sealed class ScalarScanner(TextCursor cursor, RecentTexts texts)
{
    private const string BlankOrBreak = " \t\r\n\u0085\u2028\u2029";
    private static readonly SearchValues<char> EndsWord = SearchValues.Create(BlankOrBreak + ":");
    private static readonly SearchValues<char> EndsWordInFlow = SearchValues.Create(BlankOrBreak + ":,?[]{}");
    private static readonly SearchValues<char> EndsSingleQuoted = SearchValues.Create(BlankOrBreak + "'");
    private static readonly SearchValues<char> EndsDoubleQuoted = SearchValues.Create(BlankOrBreak + "\"\\");
    private readonly StringBuilder _value = new();
    private readonly StringBuilder _breaks = new();

    /// <summary>True when a plain scalar can begin with a character.</summary>
    /// <param name="c">The character.</param>
    /// <param name="next">The one after it.</param>
    /// <param name="isFlow">True within <c>[ ]</c> and <c>{ }</c>.</param>
    public static bool CanBeginPlain(char c, char next, bool isFlow) => c switch
    {
        '-' => !TextCursor.IsBlank(next),
        '?' or ':' => !isFlow && !TextCursor.IsBlankOrEnd(next),
        ',' or '[' or ']' or '{' or '}' or '#' or '&' or '*' or '!' or '|' or '>' or '\'' or '"' or '%' or '@' or '`' => false,
        _ => !TextCursor.IsBlankOrEnd(c),
    };

    /// <summary>A scalar without quotes.</summary>
    /// <param name="keyLevel">The token's <see cref="Token.KeyLevel"/>.</param>
    /// <param name="indent">The column of the block around it, or -1.</param>
    /// <param name="isFlow">True within <c>[ ]</c> and <c>{ }</c>.</param>
    /// <param name="endsLine">True when a line break follows it.</param>
    public Token Plain(int keyLevel, int indent, bool isFlow, out bool endsLine)
    {
        var stops = isFlow ? EndsWordInFlow : EndsWord;
        var (start, end) = (cursor.At, cursor.At);
        var lineStart = start;
        _value.Clear();
        _breaks.Clear();
        while (!cursor.IsDocumentIndicator() && cursor.Current != '#')
        {
            var word = cursor.At;
            SkipWord(stops);
            if (cursor.At > word)
            {
                if (_breaks.Length > 0)
                {
                    _value.Append(cursor.Text, lineStart, end - lineStart);
                    Fold();
                    lineStart = word;
                }

                end = cursor.At;
            }

            if (!SkipBlanksAndBreaks(start, indent) || !isFlow && cursor.Column <= indent) break;
        }

        endsLine = _breaks.Length > 0;
        var isOneLine = _value.Length == 0;
        if (!isOneLine) _value.Append(cursor.Text, lineStart, end - lineStart);
        return new Token(TokenKind.Scalar, start, end) { Text = isOneLine ? texts.Share(cursor.Text.AsSpan(start, end - start)) : _value.ToString(), KeyLevel = keyLevel };
    }

    /// <summary>A scalar in quotes of either kind; the cursor is at the first.</summary>
    public Token Quoted(int keyLevel)
    {
        var start = cursor.At;
        var quote = cursor.Current;
        cursor.Skip();
        var text = OnOneLine(quote) ?? OnLines(quote, start);
        cursor.Skip();
        return new Token(TokenKind.Scalar, start, cursor.At) { Text = text, Style = quote == '"' ? ScalarStyle.DoubleQuoted : ScalarStyle.SingleQuoted, KeyLevel = keyLevel };
    }

    /// <summary>A scalar after <c>|</c> or <c>&gt;</c>.</summary>
    /// <param name="indent">The column of the block around it, or -1.</param>
    public Token Block(int indent) => new BlockScalar(cursor, indent).Read();

    /// <summary>To the next blank, or to what ends the scalar.</summary>
    private void SkipWord(SearchValues<char> stops)
    {
        cursor.SkipUntil(stops);
        while (cursor.Current == ':' && !TextCursor.IsBlankOrEnd(cursor.Peek(1)))
        {
            cursor.Skip();
            cursor.SkipUntil(stops);
        }
    }

    private bool SkipBlanksAndBreaks(int start, int indent)
    {
        var from = cursor.At;
        while (true)
        {
            if (TextCursor.IsBreak(cursor.Current)) _breaks.Append(cursor.ReadBreak());
            else if (!TextCursor.IsBlank(cursor.Current)) return cursor.At > from;
            else if (_breaks.Length > 0 && cursor.Current == '\t' && cursor.Column <= indent) throw new YamlSyntaxException(SyntaxProblem.TabIndentation, start, cursor.At);
            else cursor.Skip();
        }
    }

    /// <summary>The value of a quoted scalar in which nothing must be replaced; null otherwise.</summary>
    private string? OnOneLine(char quote)
    {
        var rest = cursor.Text.AsSpan(cursor.At);
        var end = quote == '"' ? rest.IndexOfAny("\"\\\r\n\u0085\u2028\u2029") : rest.IndexOfAny("'\r\n\u0085\u2028\u2029");
        if (end < 0 || rest[end] != quote || quote == '\'' && rest[end..] is ['\'', '\'', ..]) return null;
        cursor.Skip(end);
        return texts.Share(rest[..end]);
    }

    private string OnLines(char quote, int start)
    {
        _value.Clear();
        var stops = quote == '"' ? EndsDoubleQuoted : EndsSingleQuoted;
        while (true)
        {
            if (cursor.IsDocumentIndicator() || cursor.IsAtEnd) throw new YamlSyntaxException(SyntaxProblem.QuoteNotClosed, start, cursor.At);
            _breaks.Clear();
            var isJoined = false;
            while (!TextCursor.IsBlankOrEnd(cursor.Current) && !isJoined)
            {
                var from = cursor.At;
                cursor.SkipUntil(stops);
                _value.Append(cursor.Text, from, cursor.At - from);
                if (cursor.Current == '\\') isJoined = Escapes.Read(cursor, start, _value);
                else if (cursor.Current != quote) break;
                else if (quote == '"' || cursor.Peek(1) != '\'') break;
                else
                {
                    _value.Append('\'');
                    cursor.Skip(2);
                }
            }

            if (cursor.Current == quote) return _value.ToString();
            FoldBlanks(isJoined);
        }
    }

    /// <summary>Blanks within a line belong to the value; those around line breaks don't.</summary>
    private void FoldBlanks(bool isJoined)
    {
        var from = cursor.At;
        var blanks = 0;
        while (true)
        {
            if (TextCursor.IsBreak(cursor.Current)) _breaks.Append(cursor.ReadBreak());
            else if (!TextCursor.IsBlank(cursor.Current)) break;
            else
            {
                if (_breaks.Length == 0) blanks++;
                cursor.Skip();
            }
        }

        if (isJoined) _value.Append(_breaks);
        else if (_breaks.Length > 0) Fold();
        else _value.Append(cursor.Text, from, blanks);
    }

    /// <summary>A single line break becomes a space, of several the first is dropped (YAML 1.1, §9.1.3).</summary>
    private void Fold()
    {
        if (_breaks[0] != '\n') _value.Append(_breaks);
        else if (_breaks.Length == 1) _value.Append(' ');
        else _value.Append(_breaks, 1, _breaks.Length - 1);
        _breaks.Clear();
    }
}
