using System.Collections;
using PromLauncher.Config.Document;

namespace PromLauncher.Config.Strict;

/// <summary>An entry of a mapping of strings.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Value">Its value; aliases are not resolved.</param>
/// <param name="Name">The key's text.</param>
/// <param name="Text">The value's text; null when it was refused or isn't known yet.</param>
internal sealed record TextEntry(Node Key, Node Value, string Name, string? Text);

/// <summary>A mapping of strings, as far as it can be read. What can't be read has been reported.</summary>
internal sealed class TextMap : IReadOnlyCollection<TextEntry>
{
    private readonly List<TextEntry> _entries = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private bool _hasFaults;

    /// <summary>True when every name and every value is known.</summary>
    public bool IsComplete => !_hasFaults && _entries.TrueForAll(static entry => entry.Text is not null);

    /// <inheritdoc/>
    public int Count => _entries.Count;

    /// <summary>The known values, by name.</summary>
    public Dictionary<string, string> Known =>
        _entries.Where(static entry => entry.Text is not null).ToDictionary(static entry => entry.Name, static entry => entry.Text!, StringComparer.Ordinal);

    /// <summary>Sets an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="overwrites">False to keep one that is already set.</param>
    public void Set(TextEntry entry, bool overwrites)
    {
        if (_places.TryAdd(entry.Name, _entries.Count)) _entries.Add(entry);
        else if (overwrites) _entries[_places[entry.Name]] = entry;
    }

    /// <summary>Records that something in it can't be read.</summary>
    public void AddFault() => _hasFaults = true;

    /// <inheritdoc/>
    public IEnumerator<TextEntry> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
