namespace PromLauncher.Config.Document;

/// <summary>A place in a file: byte offsets, and lines and columns that count from 1 (columns in Unicode characters).</summary>
/// <param name="Start">Offset of the first byte.</param>
/// <param name="End">Offset behind the last byte.</param>
/// <param name="Line">Line of the first character.</param>
/// <param name="Column">Column of the first character.</param>
/// <param name="EndLine">Line of the place behind the last character.</param>
/// <param name="EndColumn">Column of the place behind the last character.</param>
public readonly record struct TextSpan(int Start, int End, int Line, int Column, int EndLine, int EndColumn);
