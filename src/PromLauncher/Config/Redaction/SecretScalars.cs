using PromLauncher.Config.Document;
using PromLauncher.Config.Placeholders;
using PromLauncher.Config.Secrets;

namespace PromLauncher.Config.Redaction;

/// <summary>A value of a tree, and which part of it must not be shown.</summary>
/// <param name="Node">The value.</param>
/// <param name="IsSecret">True when all of it is secret.</param>
/// <param name="IsUrl">True when its field holds a URL, whether or not the value looks like one: user info and query are secret.</param>
/// <param name="IsInFlow">Whether it is in flow context.</param>
internal readonly record struct SecretScalar(ScalarNode Node, bool IsSecret, bool IsUrl, bool IsInFlow);

/// <summary>The secret values of a tree; an aliased value is secret when any of its uses is.</summary>
internal static class SecretScalars
{
    /// <summary>Visits every value.</summary>
    public static void Visit(Node root, Action<SecretScalar> visit)
    {
        var looks = new Dictionary<string, bool>(StringComparer.Ordinal);
        var marker = new Marker();
        marker.Walk(root, isSecret: false);
        FieldPath.Visit(root, (node, path, isKey) =>
        {
            if (!isKey)
                visit(new(node, SecretFields.IsSecret(path) || marker.Secrets.Contains(node) || LooksSecret(path.LastKey),
                    SecretFields.IsUrl(path) || marker.Urls.Contains(node), path.IsInFlow));
        });

        bool LooksSecret(string? key)
        {
            if (key is null) return false;
            if (!looks.TryGetValue(key, out var known)) looks[key] = known = SecretFields.LooksSecret(key);
            return known;
        }
    }

    /// <summary>
    /// The secrets that are not a placeholder's value themselves: literal ones in the files, and the user info and
    /// query of any URL, which may be printed without the rest.
    /// </summary>
    public static IEnumerable<ExpandedValue> Visible(ExpandedBundle bundle)
    {
        var found = new List<ExpandedValue>();
        foreach (var document in bundle.Documents.Values)
        {
            if (document.Root is null) continue;
            Visit(document.Root, scalar =>
            {
                var node = scalar.Node;
                if (scalar.IsSecret && node.IsExpanded) return;
                if (scalar.IsSecret) found.Add(new(node.Value, Expansion.Mask, IsSecret: true));
                else if (SecretFields.OfUrl(node.Value, scalar.IsUrl) is var (user, query)) AddUrl(node.Value, scalar.IsUrl, user, query);
            });
        }

        return found;

        void AddUrl(string url, bool isUrl, Range user, Range query)
        {
            found.Add(new(url, Masking.OfUrl(url, isUrl), IsSecret: true));

            // What may be either user info or a query contains both.
            var login = url[user].LastIndexOf('@') is >= 0 and var at ? url[user][..at] : url[user];
            var password = login.IndexOf(':') is >= 0 and var colon ? login[(colon + 1)..] : "";
            foreach (var part in (string[])[password, login, url[user], url[query]])
            {
                if (part.Length > 0) found.Add(new(part, Expansion.Mask, IsSecret: true));
            }
        }
    }

    /// <summary>Marks the targets of aliases in secret fields and URL fields. Each target is followed once: more would mark nothing new.</summary>
    private sealed class Marker
    {
        public HashSet<Node> Secrets { get; } = new(ReferenceEqualityComparer.Instance);

        public HashSet<Node> Urls { get; } = new(ReferenceEqualityComparer.Instance);

        public void Walk(Node node, bool isSecret)
        {
            switch (node)
            {
                case AliasNode alias when isSecret:
                    if (Secrets.Add(alias.Target)) Walk(alias.Target, isSecret: true);
                    break;
                case ScalarNode when isSecret:
                    Secrets.Add(node);
                    break;
                case SequenceNode sequence:
                    foreach (var item in sequence.Items) Walk(item, isSecret);
                    break;
                case MappingNode mapping:
                    foreach (var (key, value) in mapping.Entries)
                    {
                        var name = (key.Resolve() as ScalarNode)?.Source;
                        if (value is AliasNode { Target: ScalarNode url } && SecretFields.IsUrlName(name)) Urls.Add(url);
                        Walk(value, isSecret || SecretFields.IsSecretName(name) || SecretFields.IsSecretBranch(name));
                    }

                    break;
            }
        }
    }
}
