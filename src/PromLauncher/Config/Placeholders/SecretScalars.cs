using PromLauncher.Config.Document;

namespace PromLauncher.Config.Placeholders;

/// <summary>The values of a tree that are secret; one behind an alias is when any of the places that stand for it is.</summary>
internal static class SecretScalars
{
    /// <summary>Visits every value with whether it is secret, and whether it stands in brackets or braces.</summary>
    public static void Visit(Node root, Action<ScalarNode, bool, bool> visit)
    {
        var secret = new HashSet<Node>(ReferenceEqualityComparer.Instance);
        new Marker(secret).Walk(root, isSecret: false);
        FieldPath.Visit(root, (node, path, isKey) =>
        {
            if (!isKey) visit(node, SecretFields.IsSecret(path) || secret.Contains(node), path.IsInFlow);
        });
    }

    /// <summary>
    /// The secrets that are not a placeholder's value themselves: those that stand in the files for all to read, and what any URL has in its user
    /// info and query, which is printed without the rest.
    /// </summary>
    public static IEnumerable<ExpandedValue> Visible(ExpandedBundle bundle)
    {
        var found = new List<ExpandedValue>();
        foreach (var document in bundle.Documents.Values)
        {
            if (document.Root is null) continue;
            Visit(document.Root, (node, isSecret, _) =>
            {
                if (isSecret && node.IsExpanded) return;
                if (isSecret) found.Add(new(node.Value, Expansion.Mask, IsSecret: true));
                else if (SecretFields.OfUrl(node.Value) is var (user, query)) AddUrl(node.Value, user, query);
            });
        }

        return found;

        void AddUrl(string url, Range user, Range query)
        {
            found.Add(new(url, Masking.OfUrl(url), IsSecret: true));
            if (url[user].Split(':', 2) is [_, { Length: > 0 } password]) found.Add(new(password, Expansion.Mask, IsSecret: true));
            foreach (var part in (string[])[url[user], url[query]])
            {
                if (part.Length > 0) found.Add(new(part, Expansion.Mask, IsSecret: true));
            }
        }
    }

    /// <summary>Marks what aliases in secret places stand for. Each target is followed once: more would mark nothing new.</summary>
    private sealed class Marker(HashSet<Node> secret)
    {
        public void Walk(Node node, bool isSecret)
        {
            switch (node)
            {
                case AliasNode alias when isSecret:
                    if (secret.Add(alias.Target)) Walk(alias.Target, isSecret: true);
                    break;
                case ScalarNode when isSecret:
                    secret.Add(node);
                    break;
                case SequenceNode sequence:
                    foreach (var item in sequence.Items) Walk(item, isSecret);
                    break;
                case MappingNode mapping:
                    foreach (var (key, value) in mapping.Entries)
                    {
                        Walk(value, isSecret || (key.Resolve() is ScalarNode name && (SecretFields.IsSecretName(name.Source) || SecretFields.IsSecretBranch(name.Source))));
                    }

                    break;
            }
        }
    }
}
