using PromLauncher.Config.Document;

namespace PromLauncher.Config.Strict;

/// <summary>A field of a file.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Value">Its value; aliases are not resolved.</param>
internal readonly record struct Entry(Node Key, Node Value);

/// <summary>The fields of a section, as far as they can be read. What can't be read has been reported.</summary>
internal sealed class SectionFields
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _unknown = new(StringComparer.Ordinal);
    private bool _hasUnreadable;

    /// <summary>True when every key is a known field that is set once.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>The keys that are not known fields.</summary>
    public IReadOnlyCollection<string> Unknown => _unknown.Keys;

    /// <summary>A field that is set.</summary>
    public bool TryGetValue(string name, out Entry entry) => _entries.TryGetValue(name, out entry);

    /// <summary>A field that is set.</summary>
    public Entry this[string name] => _entries[name];

    /// <summary>True for a field that isn't set, when another key may have been intended for it: one that is misspelt or can't be read.</summary>
    public bool IsUncertain(string name) => !_entries.ContainsKey(name) && (_hasUnreadable || _unknown.ContainsValue(name));

    /// <summary>Sets a field.</summary>
    /// <param name="name">Which.</param>
    /// <param name="entry">Its key and value.</param>
    /// <param name="overwrites">False to keep one that is already set.</param>
    public void Set(string name, Entry entry, bool overwrites)
    {
        if (overwrites) _entries[name] = entry;
        else _entries.TryAdd(name, entry);
    }

    /// <summary>Records a key that is not a known field.</summary>
    /// <param name="name">The key.</param>
    /// <param name="meant">The field that was probably intended, or null.</param>
    public void AddUnknown(string name, string? meant)
    {
        _unknown[name] = meant;
        IsComplete = false;
    }

    /// <summary>Records that a field is set more than once: which one counts isn't known.</summary>
    public void AddRepeated() => IsComplete = false;

    /// <summary>Records a key or a merge that can't be read: it could have set any field.</summary>
    public void AddUnreadable()
    {
        _hasUnreadable = true;
        IsComplete = false;
    }
}
