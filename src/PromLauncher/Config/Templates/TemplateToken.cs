namespace PromLauncher.Config.Templates;

/// <summary>What a piece of a template is.</summary>
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

/// <summary>A piece of a template.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Offset">Where it begins.</param>
/// <param name="Value">Its text.</param>
internal readonly record struct Token(TokenKind Kind, int Offset, string Value)
{
    /// <summary>True for the keyword.</summary>
    public bool Is(string keyword) => Kind == TokenKind.Keyword && Value == keyword;
}
