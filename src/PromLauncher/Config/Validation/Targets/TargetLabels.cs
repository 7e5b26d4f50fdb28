namespace PromLauncher.Config.Validation.Targets;

/// <summary>The labels of a target during relabelling. A label with an empty value doesn't exist.</summary>
internal sealed class TargetLabels
{
    private readonly SortedDictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>The value of a label; empty when it isn't there.</summary>
    public string this[string name]
    {
        get => _values.GetValueOrDefault(name, "");
        set
        {
            if (value.Length == 0) _values.Remove(name);
            else _values[name] = value;
        }
    }

    /// <summary>The current names and values.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> All => [.. _values];

    /// <summary>Sets a label that isn't there yet.</summary>
    public void Default(string name, string value)
    {
        if (this[name].Length == 0) this[name] = value;
    }
}
