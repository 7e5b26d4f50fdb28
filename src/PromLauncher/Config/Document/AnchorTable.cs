namespace PromLauncher.Config.Document;

/// <summary>The anchors met so far, each with what following an alias to it costs.</summary>
internal sealed class AnchorTable(DocumentLimits limits)
{
    private readonly Dictionary<string, (Node Node, Weight Weight)?> _anchors = new(StringComparer.Ordinal);

    /// <summary>An anchored collection begins: until it ends, an alias to it would be a cycle.</summary>
    public void Begin(string name) => _anchors[name] = null;

    /// <summary>An anchored node is complete. The same name again stands for the later node from there on.</summary>
    public void Set(string name, Node node, Weight weight) => _anchors[name] = (node, weight.Saturated(limits));

    public (Node Node, Weight Weight)? Find(string name) => _anchors.GetValueOrDefault(name);

    /// <summary>True inside of the very collection that has this anchor.</summary>
    public bool IsOpen(string name) => _anchors.ContainsKey(name);
}
