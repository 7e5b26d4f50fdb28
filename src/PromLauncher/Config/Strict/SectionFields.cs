using PromLauncher.Config.Document;

namespace PromLauncher.Config.Strict;

/// <summary>A field as it stands in a file.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Value">Its value; aliases are not resolved.</param>
internal readonly record struct Entry(Node Key, Node Value);

/// <summary>The fields of a section, as far as they can be read. What can't be has been told.</summary>
internal sealed class SectionFields
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _unknown = new(StringComparer.Ordinal);
    private bool _hasUnreadable;

    /// <summary>True when every key is a known field that stands there once.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>The keys that are no field.</summary>
    public IReadOnlyCollection<string> Unknown => _unknown.Keys;

    /// <summary>A field that stands there.</summary>
    public bool TryGetValue(string name, out Entry entry) => _entries.TryGetValue(name, out entry);

    /// <summary>A field that stands there.</summary>
    public Entry this[string name] => _entries[name];

    /// <summary>True for a field that isn't there, and that something which is there may have been meant for: a key that is misspelt or can't be read.</summary>
    public bool IsUncertain(string name) => !_entries.ContainsKey(name) && (_hasUnreadable || _unknown.ContainsValue(name));

    /// <summary>Sets a field.</summary>
    /// <param name="name">Which.</param>
    /// <param name="entry">As it stands there.</param>
    /// <param name="overwrites">False when it gives way to one that is known already.</param>
    public void Set(string name, Entry entry, bool overwrites)
    {
        if (overwrites) _entries[name] = entry;
        else _entries.TryAdd(name, entry);
    }

    /// <summary>Remembers a key that is no field.</summary>
    /// <param name="name">The key.</param>
    /// <param name="meant">The field that it was probably meant for, or null.</param>
    public void AddUnknown(string name, string? meant)
    {
        _unknown[name] = meant;
        IsComplete = false;
    }

    /// <summary>Remembers a field that stands there more than once: which of them counts isn't known.</summary>
    public void AddRepeated() => IsComplete = false;

    /// <summary>Remembers a key or a merge that can't be read: it could have held any field.</summary>
    public void AddUnreadable()
    {
        _hasUnreadable = true;
        IsComplete = false;
    }
}
