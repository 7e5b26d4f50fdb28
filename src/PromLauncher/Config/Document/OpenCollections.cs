using System.Runtime.InteropServices;

namespace PromLauncher.Config.Document;

/// <summary>The collections that are open while a file is read. One list holds the children of all of them.</summary>
internal sealed class OpenCollections
{
    private readonly List<Collection> _open = [];
    private readonly List<Node> _children = [];

    /// <summary>How many there are.</summary>
    public int Count => _open.Count;

    /// <summary>A collection begins.</summary>
    /// <param name="start">The place of its first character.</param>
    /// <param name="isFlow">True for <c>[…]</c> and <c>{…}</c>.</param>
    /// <param name="isMapping">True for a mapping.</param>
    /// <param name="anchor">Its anchor.</param>
    /// <param name="tag">Its tag.</param>
    public void Begin(TextSpan start, bool isFlow, bool isMapping, string? anchor, string? tag) =>
        _open.Add(new(start, _children.Count, isFlow, isMapping, anchor, tag));

    /// <summary>The innermost one is complete.</summary>
    /// <param name="closing">The place of its closing bracket.</param>
    public (Node Node, Weight Weight) End(TextSpan closing)
    {
        var closed = _open[^1];
        _open.RemoveAt(_open.Count - 1);
        var node = closed.Build(CollectionsMarshal.AsSpan(_children)[closed.FirstChild..], closing);
        _children.RemoveRange(closed.FirstChild, _children.Count - closed.FirstChild);
        return (node, closed.Weight);
    }

    /// <summary>Adds a child to the innermost one.</summary>
    /// <returns>The weight of that one so far; null when none is open.</returns>
    public Weight? Add(Node child, Weight weight)
    {
        if (_open.Count == 0) return null;
        ref var parent = ref CollectionsMarshal.AsSpan(_open)[^1];
        _children.Add(child);
        parent.Add(weight);
        return parent.Weight;
    }
}
