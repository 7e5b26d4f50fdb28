using PromLauncher.Config.Document;

namespace PromLauncher.Config.Yaml;

/// <summary>A step in reading a document.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Offset of the node's first character, behind its anchor and tag.</param>
/// <param name="End">Offset after its last character, or after what begins or ends a collection.</param>
internal readonly record struct NodeEvent(EventKind Kind, int Start, int End)
{
    /// <summary>The value of a scalar, the name of an alias.</summary>
    public string Text { get; init; } = "";

    /// <summary>How a scalar is written.</summary>
    public ScalarStyle Style { get; init; }

    /// <summary>True for <c>[…]</c> and <c>{…}</c>.</summary>
    public bool IsFlow { get; init; }

    /// <summary>The anchor's name without <c>&amp;</c>, or null.</summary>
    public string? Anchor { get; init; }

    /// <summary>The explicit tag with its prefix written out, or null.</summary>
    public string? Tag { get; init; }
}
