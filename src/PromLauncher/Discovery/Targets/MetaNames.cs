using System.Collections.Concurrent;

namespace PromLauncher.Discovery.Targets;

/// <summary>
/// Label names made from tag keys and docker labels: every character not allowed in a label name becomes <c>_</c>, as in Prometheus's own
/// discoveries (strutil.SanitizeLabelName). Names are cached: thousands of tasks share a few.
/// </summary>
public sealed class MetaNames
{
    /// <summary>The most names to cache: tags can be anything.</summary>
    private const int Most = 4096;

    private readonly ConcurrentDictionary<(string Prefix, string Key), string> _names = new();

    /// <summary>The name for a key.</summary>
    public string Of(string prefix, string key)
    {
        if (_names.TryGetValue((prefix, key), out var name)) return name;
        name = prefix + Sanitize(key);
        if (_names.Count < Most) _names.TryAdd((prefix, key), name);
        return name;
    }

    /// <summary>The key with each character but letters, digits and <c>_</c> replaced.</summary>
    internal static string Sanitize(string key)
    {
        var text = new System.Text.StringBuilder(key.Length);
        foreach (var rune in key.EnumerateRunes()) text.Append(rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value == '_') ? (char)rune.Value : '_');
        return text.ToString();
    }
}
