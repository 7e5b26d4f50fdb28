namespace PromLauncher.Config.Templates;

/// <summary>The kinds of tokens.</summary>
internal enum TokenKind
{
    Text,
    LeftDelimiter,
    RightDelimiter,
    Space,
    Identifier,
    Keyword,
    Variable,
    Field,
    Dot,
    Nil,
    Bool,
    Number,
    Complex,
    Character,
    String,
    RawString,
    Pipe,
    Assign,
    Declare,
    LeftParen,
    RightParen,
    Other,
    End,
}

/// <summary>A token of a template.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Offset">Where it begins.</param>
/// <param name="Value">Its text.</param>
internal readonly record struct Token(TokenKind Kind, int Offset, string Value)
{
    /// <summary>True for the keyword.</summary>
    public bool Is(string keyword) => Kind == TokenKind.Keyword && Value == keyword;
}
