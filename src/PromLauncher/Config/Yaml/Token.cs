using PromLauncher.Config.Document;

namespace PromLauncher.Config.Yaml;

/// <summary>A token.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Offset of its first character.</param>
/// <param name="End">Offset after its last character.</param>
internal readonly record struct Token(TokenKind Kind, int Start, int End)
{
    /// <summary>The value of a scalar, the name of an anchor or alias, the handle of a tag or directive (<c>!!</c>), the version of a directive.</summary>
    public string? Text { get; init; }

    /// <summary>What follows the handle of a tag; the prefix that a directive gives it.</summary>
    public string? Suffix { get; init; }

    /// <summary>How a scalar is written.</summary>
    public ScalarStyle Style { get; init; }

    /// <summary>One more than the level of flow collections at which it may turn out to begin a key; 0 when it can't.</summary>
    public int KeyLevel { get; init; }
}
