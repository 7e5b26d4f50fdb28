using System.Text;
using PromLauncher.Config.Document;

namespace PromLauncher.Config.Yaml;

/// <summary>A scalar after <c>|</c> or <c>&gt;</c> while it is being read (YAML 1.1, §9.2).</summary>
/// <param name="cursor">Where its indicator is.</param>
/// <param name="outerIndent">The column of the block around it, or -1.</param>
internal sealed class BlockScalar(TextCursor cursor, int outerIndent)
{
    private readonly int _start = cursor.At;
    private readonly StringBuilder _value = new();
    private readonly StringBuilder _blankLines = new();

    /// <summary>The column of its text; 0 until its first line is found.</summary>
    private int _indent;

    private int _end;

    /// <summary>Reads it.</summary>
    public Token Read()
    {
        var isLiteral = cursor.Current == '|';
        cursor.Skip();
        var chomping = Header();
        var lineBreak = '\0';
        SkipBlankLines();
        for (var wasIndented = false; cursor.Column == _indent && !cursor.IsAtEnd;)
        {
            // Folding keeps the line breaks around lines that are indented deeper than the others.
            var isIndented = TextCursor.IsBlank(cursor.Current);
            if (isLiteral || wasIndented || isIndented || lineBreak != '\n') Append(lineBreak);
            else if (_blankLines.Length == 0) _value.Append(' ');
            _value.Append(_blankLines).Append(cursor.ReadLine());
            _blankLines.Clear();
            wasIndented = isIndented;
            lineBreak = cursor.IsAtEnd ? '\0' : cursor.ReadBreak();
            SkipBlankLines();
        }

        if (chomping != '-') Append(lineBreak);
        if (chomping == '+') _value.Append(_blankLines);
        return new Token(TokenKind.Scalar, _start, _end) { Text = _value.ToString(), Style = isLiteral ? ScalarStyle.Literal : ScalarStyle.Folded };
    }

    private void Append(char lineBreak)
    {
        if (lineBreak != '\0') _value.Append(lineBreak);
    }

    /// <summary>Reads the indicators of indentation and chomping, in either order, and the rest of the line.</summary>
    /// <returns><c>+</c>, <c>-</c>, or NUL.</returns>
    private char Header()
    {
        var chomping = Chomping();
        if (char.IsAsciiDigit(cursor.Current))
        {
            if (cursor.Current == '0') throw new YamlSyntaxException(SyntaxProblem.BlockHeader, _start, cursor.At);
            _indent = Math.Max(outerIndent, 0) + (cursor.Current - '0');
            cursor.Skip();
            if (chomping == '\0') chomping = Chomping();
        }

        cursor.SkipBlanks();
        cursor.SkipComment();
        if (!TextCursor.IsBreakOrEnd(cursor.Current)) throw new YamlSyntaxException(SyntaxProblem.BlockHeader, _start, cursor.At);
        if (!cursor.IsAtEnd) cursor.ReadBreak();
        return chomping;
    }

    private char Chomping()
    {
        var chomping = cursor.Current;
        if (chomping is not ('+' or '-')) return '\0';
        cursor.Skip();
        return chomping;
    }

    /// <summary>Moves to the first character of the next line that isn't blank. The longest of the blank lines before the first one counts for the indentation, too.</summary>
    private void SkipBlankLines()
    {
        _end = cursor.At;
        var longest = 0;
        while (true)
        {
            while (cursor.Current == ' ' && (_indent == 0 || cursor.Column < _indent)) cursor.Skip();
            longest = Math.Max(longest, cursor.Column);
            if (cursor.Current == '\t' && (_indent == 0 || cursor.Column < _indent)) throw new YamlSyntaxException(SyntaxProblem.TabIndentation, _start, cursor.At);
            if (!TextCursor.IsBreak(cursor.Current)) break;
            _blankLines.Append(cursor.ReadBreak());
            _end = cursor.At;
        }

        if (_indent == 0) _indent = Math.Max(Math.Max(longest, outerIndent + 1), 1);
    }
}
