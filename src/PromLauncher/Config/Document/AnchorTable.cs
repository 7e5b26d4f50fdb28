namespace PromLauncher.Config.Document;

/// <summary>The anchors seen so far, each with the cost of following an alias to it.</summary>
internal sealed class AnchorTable(DocumentLimits limits)
{
    private readonly Dictionary<string, (Node Node, Weight Weight)?> _anchors = new(StringComparer.Ordinal);

    /// <summary>An anchored collection begins: until it ends, an alias to it would be a cycle.</summary>
    public void Begin(string name) => _anchors[name] = null;

    /// <summary>An anchored node is complete. When a name is reused, it refers to the later node from there on.</summary>
    public void Set(string name, Node node, Weight weight) => _anchors[name] = (node, weight.Saturated(limits));

    public (Node Node, Weight Weight)? Find(string name) => _anchors.GetValueOrDefault(name);

    /// <summary>True inside the collection that has this anchor.</summary>
    public bool IsOpen(string name) => _anchors.ContainsKey(name);
}
