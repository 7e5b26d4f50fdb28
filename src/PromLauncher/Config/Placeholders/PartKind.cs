namespace PromLauncher.Config.Placeholders;

/// <summary>What a part of a text is.</summary>
internal enum PartKind
{
    /// <summary>Text that stays unchanged.</summary>
    Literal,

    /// <summary><c>$${…}</c>.</summary>
    Escape,

    /// <summary>A placeholder.</summary>
    Placeholder,

    /// <summary>Begins like a placeholder but isn't one; stays unchanged.</summary>
    Malformed,
}
