namespace PromLauncher.Config.Document;

/// <summary>Common queries on a tree.</summary>
public static class Nodes
{
    /// <summary>The node itself, or the target of an alias. Aliases never form a cycle: the reader refuses cycles.</summary>
    public static Node Resolve(this Node node)
    {
        while (node is AliasNode alias) node = alias.Target;
        return node;
    }

    /// <summary>The value of the first entry with this key, or null. A key that is an alias counts as its target; merge keys are not followed.</summary>
    public static Node? Find(this MappingNode mapping, string key)
    {
        foreach (var entry in mapping.Entries)
        {
            if (entry.Key.Resolve() is ScalarNode scalar && scalar.Value == key) return entry.Value;
        }

        return null;
    }

    /// <summary>
    /// As <see cref="Find"/>, and including merge keys (<c>&lt;&lt;</c>): the value that go-yaml v2 ends up with, which every release uses for
    /// the configuration. It applies a merge in the order of the file, so that the last value counts; in a list of mappings the first.
    /// </summary>
    public static Node? FindMerged(this MappingNode mapping, string key)
    {
        var entries = Values.MergedEntries.Of(mapping);
        for (var i = entries.Length - 1; i >= 0; i--)
        {
            if (entries[i].Key.Resolve() is ScalarNode scalar && scalar.Value == key) return entries[i].Value;
        }

        return null;
    }

    /// <summary>True for a scalar that YAML reads as null: nothing at all, <c>~</c>, or <c>null</c>, without quotes or a tag.</summary>
    public static bool IsNull(this ScalarNode scalar) =>
        scalar is { Style: ScalarStyle.Plain, Tag: null, Value: "" or "~" or "null" or "Null" or "NULL" };

    /// <summary>Entries that repeat a scalar key of the same mapping, each with the earlier key.</summary>
    public static IEnumerable<(ScalarNode Repeated, ScalarNode First)> RepeatedKeys(this MappingNode mapping)
    {
        var entries = mapping.Entries;
        if (entries.Length < 2) yield break;
        var seen = new Dictionary<string, ScalarNode>(entries.Length, StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (entry.Key.Resolve() is not ScalarNode key) continue;
            if (!seen.TryAdd(key.Value, key)) yield return (entry.Key as ScalarNode ?? key, seen[key.Value]);
        }
    }
}
