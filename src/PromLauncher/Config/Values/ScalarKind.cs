namespace PromLauncher.Config.Values;

/// <summary>What a scalar is once YAML has resolved it.</summary>
internal enum ScalarKind
{
    /// <summary>Null: empty, <c>~</c>, <c>null</c>.</summary>
    Null,

    /// <summary>A boolean.</summary>
    Bool,

    /// <summary>A whole number that fits a signed 64-bit integer.</summary>
    Int,

    /// <summary>A larger whole number, below 2^64.</summary>
    UInt,

    /// <summary>A floating-point number.</summary>
    Float,

    /// <summary>A date or time: only its text is used.</summary>
    Timestamp,

    /// <summary>A text.</summary>
    String,

    /// <summary>A text with a tag of its own (<c>!custom</c>).</summary>
    Tagged,

    /// <summary>The tag and the text contradict each other: reading stops.</summary>
    Contradiction,
}
