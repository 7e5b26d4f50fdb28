using PromLauncher.Config.Document;

namespace PromLauncher.Config.Http;

/// <summary>A mapping read by field names, for files whose errors another program reports.</summary>
internal readonly record struct Fields(MappingNode Node)
{
    /// <summary>The node as a mapping, or null when it is not one.</summary>
    public static Fields? Of(Node? node) => node?.Resolve() is MappingNode mapping ? new Fields(mapping) : null;

    /// <summary>A mapping in this one, or null.</summary>
    public Fields? Section(string name) => Of(Node.Find(name));

    /// <summary>A string that is not empty, or null.</summary>
    public string? Text(string name) => Node.Find(name)?.Resolve() is ScalarNode { Value.Length: > 0 } scalar ? scalar.Value : null;

    /// <summary>True when the field is <c>true</c>.</summary>
    public bool IsTrue(string name) => string.Equals(Text(name), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The names of its fields.</summary>
    public IEnumerable<string> Names => Node.Entries.Select(static entry => entry.Key.Resolve()).OfType<ScalarNode>().Select(static key => key.Value);
}
