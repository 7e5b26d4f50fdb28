namespace PromLauncher.Config.Document;

/// <summary>A place in a file: byte offsets, and lines and columns that count from 1 (columns in Unicode characters).</summary>
/// <param name="Start">Offset of the first byte.</param>
/// <param name="End">Offset after the last byte.</param>
/// <param name="Line">Line of the first character.</param>
/// <param name="Column">Column of the first character.</param>
/// <param name="EndLine">Line of the position after the last character.</param>
/// <param name="EndColumn">Column of the position after the last character.</param>
public readonly record struct TextSpan(int Start, int End, int Line, int Column, int EndLine, int EndColumn)
{
    /// <summary>From its first character to the end of another span; an empty span at its first character when the other ends before it.</summary>
    public TextSpan To(TextSpan last) =>
        last.End < Start ? ToStart() : this with { End = last.End, EndLine = last.EndLine, EndColumn = last.EndColumn };

    /// <summary>The empty span before its first character.</summary>
    public TextSpan ToStart() => this with { End = Start, EndLine = Line, EndColumn = Column };
}
