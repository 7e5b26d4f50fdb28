using System.Text.Json;

namespace PromLauncher.Discovery.Ecs;

/// <summary>
/// One shared instance for each string that recurs in responses: ten thousand tasks share a few definitions, groups, images and zones. Strings not
/// used recently are evicted, so that the pool stays small. Thread-safe.
/// </summary>
public sealed class TextPool
{
    /// <summary>The size of each of the two generations: a string in neither has not been used while at least this many others were.</summary>
    private const int Half = 8192;

    private const int Longest = 512;

    private readonly Lock _gate = new();
    private HashSet<string> _young = new(StringComparer.Ordinal);
    private HashSet<string> _old = new(StringComparer.Ordinal);

    /// <summary>The value of a string token.</summary>
    public string Get(ref Utf8JsonReader reader)
    {
        if (reader.HasValueSequence || reader.ValueSpan.Length > Longest) return reader.GetString()!;
        Span<char> buffer = stackalloc char[Longest];
        return Get(buffer[..reader.CopyString(buffer)]);
    }

    /// <summary>The shared string with this content.</summary>
    public string Get(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return "";
        lock (_gate)
        {
            if (_young.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var known)) return known;
            var found = _old.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var kept) ? kept : text.ToString();
            if (_young.Count >= Half) (_old, _young) = (_young, new HashSet<string>(StringComparer.Ordinal));
            _young.Add(found);
            return found;
        }
    }
}
