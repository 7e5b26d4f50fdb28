using PromLauncher.Config.Document;

namespace PromLauncher.Config.Placeholders;

/// <summary>Visits the values of a tree with whether they are secret; one behind an alias is when any of the places that stand for it is.</summary>
internal static class SecretScalars
{
    public static void Visit(Node root, Action<ScalarNode, bool, bool> visit)
    {
        var secret = new HashSet<Node>(ReferenceEqualityComparer.Instance);
        new Marker(secret).Walk(root, isSecret: false);
        FieldPath.Visit(root, (node, path, isKey) =>
        {
            if (!isKey) visit(node, SecretFields.IsSecret(path) || secret.Contains(node), path.IsInFlow);
        });
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
