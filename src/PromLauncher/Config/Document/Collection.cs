using System.Runtime.InteropServices;

namespace PromLauncher.Config.Document;

/// <summary>A list or mapping while it is being read.</summary>
/// <param name="start">The place of its first character.</param>
/// <param name="firstChild">Where its children begin among the nodes that the reader holds.</param>
/// <param name="isFlow">True for <c>[…]</c> and <c>{…}</c>.</param>
/// <param name="isMapping">True for a mapping.</param>
/// <param name="anchor">Its anchor.</param>
/// <param name="tag">Its tag.</param>
internal struct Collection(TextSpan start, int firstChild, bool isFlow, bool isMapping, string? anchor, string? tag)
{
    /// <summary>Where its children begin among the nodes that the reader holds.</summary>
    public readonly int FirstChild => firstChild;

    /// <summary>What is in it so far, itself included.</summary>
    public Weight Weight { get; private set; } = new(1, 0, 1);

    /// <summary>Counts a child.</summary>
    public void Add(Weight weight) => Weight = Weight.Holding(weight);

    /// <summary>The finished node.</summary>
    /// <param name="children">Its items, or its keys and values in turn.</param>
    /// <param name="closing">The place of the closing bracket.</param>
    public readonly Node Build(ReadOnlySpan<Node> children, TextSpan closing)
    {
        // A block collection's own end is that of the next token, after comments and blank lines.
        var end = isFlow ? closing : children.IsEmpty ? start : children[^1].Span;
        var span = start.To(end);
        if (!isMapping) return new SequenceNode(span, [.. children], isFlow) { Anchor = anchor, Tag = tag };
        var entries = new KeyValuePair<Node, Node>[children.Length / 2];
        for (var i = 0; i < entries.Length; i++) entries[i] = new(children[2 * i], children[2 * i + 1]);
        return new MappingNode(span, ImmutableCollectionsMarshal.AsImmutableArray(entries), isFlow) { Anchor = anchor, Tag = tag };
    }
}
