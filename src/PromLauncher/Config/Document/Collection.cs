namespace PromLauncher.Config.Document;

/// <summary>A list or mapping while it is being read.</summary>
/// <param name="start">Offset of its first character, or -1 when its first child tells.</param>
/// <param name="isFlow">True for <c>[…]</c> and <c>{…}</c>.</param>
/// <param name="isMapping">True for a mapping.</param>
/// <param name="anchor">Its anchor.</param>
/// <param name="tag">Its tag.</param>
internal sealed class Collection(int start, bool isFlow, bool isMapping, string? anchor, string? tag)
{
    private readonly List<Node>? _items = isMapping ? null : [];
    private readonly List<KeyValuePair<Node, Node>>? _entries = isMapping ? [] : null;
    private Node? _key;
    private Node? _first;
    private Node? _last;

    /// <summary>What is in it so far, itself included.</summary>
    public Weight Weight { get; private set; } = new(1, 0, 1);

    public void Add(Node node, Weight weight)
    {
        Weight = Weight.Holding(weight);
        _first ??= node;
        _last = node;
        _items?.Add(node);
        if (_entries is null) return;
        if (_key is null) _key = node;
        else
        {
            _entries.Add(new(_key, node));
            _key = null;
        }
    }

    /// <summary>The finished node.</summary>
    /// <param name="source">Gives places.</param>
    /// <param name="closing">Offset of the closing bracket of a flow collection.</param>
    public Node Build(SourceText source, int closing)
    {
        // A block collection's own end mark is that of the next token, behind comments and blank lines.
        var begin = start >= 0 ? start : _first is null ? closing : source.CharAt(_first.Span.Start);
        var bracketed = isFlow && start >= 0;
        var end = bracketed ? Math.Min(closing + 1, source.Text.Length) : _last is null ? begin : source.CharAt(_last.Span.End);
        var span = source.Span(begin, Math.Max(begin, end));
        return _entries is null
            ? new SequenceNode(span, [.. _items!], isFlow) { Anchor = anchor, Tag = tag }
            : new MappingNode(span, [.. _entries], isFlow) { Anchor = anchor, Tag = tag };
    }
}
