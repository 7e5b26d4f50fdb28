using System.Collections.Immutable;
using PromLauncher.Config.Document;

namespace PromLauncher.Config.Placeholders;

/// <summary>Replaces nodes of a tree; what does not change is shared with the old one.</summary>
/// <param name="replaced">New nodes by old ones, compared by reference.</param>
internal sealed class TreeRewriter(Dictionary<Node, Node> replaced)
{
    /// <summary>The tree with the new nodes. Aliases refer to the new targets.</summary>
    public Node Rewrite(Node node)
    {
        var result = node switch
        {
            ScalarNode => replaced.GetValueOrDefault(node, node),
            AliasNode alias => replaced.TryGetValue(alias.Target, out var target) ? alias with { Target = target } : alias,
            SequenceNode sequence => Sequence(sequence),
            MappingNode mapping => Mapping(mapping),
            _ => node,
        };
        // Only anchored nodes are looked up again.
        if (node.Anchor is not null && !ReferenceEquals(result, node)) replaced[node] = result;
        return result;
    }

    private SequenceNode Sequence(SequenceNode sequence)
    {
        ImmutableArray<Node>.Builder? items = null;
        for (var i = 0; i < sequence.Items.Length; i++)
        {
            var item = Rewrite(sequence.Items[i]);
            if (ReferenceEquals(item, sequence.Items[i])) continue;
            items ??= sequence.Items.ToBuilder();
            items[i] = item;
        }

        return items is null ? sequence : sequence with { Items = items.DrainToImmutable() };
    }

    private MappingNode Mapping(MappingNode mapping)
    {
        ImmutableArray<KeyValuePair<Node, Node>>.Builder? entries = null;
        for (var i = 0; i < mapping.Entries.Length; i++)
        {
            var (key, value) = mapping.Entries[i];
            var entry = new KeyValuePair<Node, Node>(Rewrite(key), Rewrite(value));
            if (ReferenceEquals(entry.Key, key) && ReferenceEquals(entry.Value, value)) continue;
            entries ??= mapping.Entries.ToBuilder();
            entries[i] = entry;
        }

        return entries is null ? mapping : mapping with { Entries = entries.DrainToImmutable() };
    }
}
