namespace PromLauncher.Discovery.Targets;

/// <summary>Labels under construction, in insertion order; the first value of a name wins.</summary>
internal sealed class LabelList
{
    private readonly List<KeyValuePair<string, string>> _labels = new(16);

    /// <summary>True when the list has a label of this name.</summary>
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

    /// <summary>Adds a label unless it is empty: to Prometheus an empty label is an absent one.</summary>
    public void AddUnlessEmpty(string name, string? value)
    {
        if (value is { Length: > 0 }) Add(name, value);
    }

    /// <summary>Adds one label for each pair, sorted by name: maps and tags have no defined order.</summary>
    public void AddAll(MetaNames names, string prefix, IEnumerable<KeyValuePair<string, string>> pairs)
    {
        foreach (var (key, value) in pairs.OrderBy(static pair => pair.Key, StringComparer.Ordinal)) AddUnlessEmpty(names.Of(prefix, key), value);
    }

    /// <summary>The labels.</summary>
    public KeyValuePair<string, string>[] ToArray() => [.. _labels];
}
