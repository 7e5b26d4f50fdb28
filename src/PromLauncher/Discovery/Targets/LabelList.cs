namespace PromLauncher.Discovery.Targets;

/// <summary>Labels under construction: in the order in which they come, each name once, the first one counting.</summary>
internal sealed class LabelList
{
    private readonly List<KeyValuePair<string, string>> _labels = new(16);

    /// <summary>True when the name is taken.</summary>
    public bool Has(string name)
    {
        foreach (var label in _labels)
        {
            if (label.Key == name) return true;
        }

        return false;
    }

    /// <summary>Adds a label, empty or not.</summary>
    public void Add(string name, string value)
    {
        if (!Has(name)) _labels.Add(new(name, value));
    }

    /// <summary>Adds a label unless it is empty: to Prometheus an empty label is none.</summary>
    public void AddUnlessEmpty(string name, string? value)
    {
        if (value is { Length: > 0 }) Add(name, value);
    }

    /// <summary>Adds one label for each pair, sorted by name: maps and tags come in any order.</summary>
    public void AddAll(MetaNames names, string prefix, IEnumerable<KeyValuePair<string, string>> pairs)
    {
        foreach (var (key, value) in pairs.OrderBy(static pair => pair.Key, StringComparer.Ordinal)) AddUnlessEmpty(names.Of(prefix, key), value);
    }

    /// <summary>The labels.</summary>
    public KeyValuePair<string, string>[] ToArray() => [.. _labels];
}
