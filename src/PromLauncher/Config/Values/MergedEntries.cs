using System.Collections.Immutable;
using PromLauncher.Config.Document;

namespace PromLauncher.Config.Values;

/// <summary>What merge keys (<c>&lt;&lt;</c>) bring in. Source: <c>decoder.merge</c> in go-yaml's decode.go.</summary>
internal static class MergedEntries
{
    /// <summary>
    /// The entries of a mapping, with merged ones at the position of the merge key: the order in which go-yaml v2 reads them into a Go map.
    /// </summary>
    public static ImmutableArray<KeyValuePair<Node, Node>> Of(MappingNode mapping) => Of(mapping, out _);

    /// <summary>As <see cref="Of(MappingNode)"/>.</summary>
    /// <param name="mapping">The mapping.</param>
    /// <param name="refused">What can't be merged.</param>
    public static ImmutableArray<KeyValuePair<Node, Node>> Of(MappingNode mapping, out IReadOnlyList<Node> refused)
    {
        refused = [];
        var entries = mapping.Entries;
        for (var i = 0; i < entries.Length; i++)
        {
            if (!GoScalar.IsMerge(entries[i].Key)) continue;
            var (all, unmergeable) = (new List<KeyValuePair<Node, Node>>(), new List<Node>());
            Add(mapping, all, unmergeable);
            refused = unmergeable;
            return [.. all];
        }

        return entries;
    }

    /// <summary>The mappings that a merge key refers to, in the order in which go-yaml reads them: those of a list from its end, so that earlier ones win.</summary>
    /// <param name="value">The merge key's value.</param>
    /// <param name="refuse">Called with what can't be merged.</param>
    public static IEnumerable<MappingNode> Parts(Node value, Action<Node> refuse)
    {
        // An alias may refer to a mapping, not to a list.
        ImmutableArray<Node> parts = value is SequenceNode list ? list.Items : [value];
        for (var i = parts.Length - 1; i >= 0; i--)
        {
            if (parts[i].Resolve() is MappingNode part) yield return part;
            else refuse(parts[i]);
        }
    }

    private static void Add(MappingNode mapping, List<KeyValuePair<Node, Node>> all, List<Node> refused)
    {
        foreach (var entry in mapping.Entries)
        {
            if (!GoScalar.IsMerge(entry.Key))
            {
                all.Add(entry);
                continue;
            }

            foreach (var part in Parts(entry.Value, refused.Add)) Add(part, all, refused);
        }
    }
}
