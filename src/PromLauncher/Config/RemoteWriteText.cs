using PromLauncher.Config.Document;
using PromLauncher.Config.Secrets;
using PromLauncher.Config.Values;

namespace PromLauncher.Config;

/// <summary>
/// What Prometheus would print of a <c>remote_write</c> section: by it Prometheus tells whether two are equal. It prints headers and labels as they are,
/// whatever their names, but no field of type Secret and no password of a URL. The text may hold secrets, so that only a hash of it leaves this room.
/// Sources: toHash in storage/remote/write.go; Secret, URL and Header in https://pkg.go.dev/github.com/prometheus/common/config.
/// </summary>
internal static class RemoteWriteText
{
    /// <summary>Sections are a few levels deep; a document that refers to itself has been refused before.</summary>
    private const int Deepest = 50;

    private enum Part
    {
        /// <summary>Fields of a section.</summary>
        Fields,

        /// <summary>All of it is printed.</summary>
        Plain,

        /// <summary>Headers by name.</summary>
        Headers,

        /// <summary>Values, secrets and files of one header.</summary>
        Header,

        /// <summary>Nothing of it is printed, but whether it is set.</summary>
        Secret,

        /// <summary>A URL is printed without its password.</summary>
        Url,
    }

    /// <summary>An unambiguous text for a section: lengths replace quoting; keys are sorted, as their order does not matter to Prometheus.</summary>
    public static string OfSection(Node node) => Of(node, Part.Fields, 0);

    /// <summary>The same for <c>external_labels</c>.</summary>
    public static string OfLabels(Node node) => Of(node, Part.Plain, 0);

    private static string Of(Node node, Part part, int depth) => depth > Deepest ? "" : node.Resolve() switch
    {
        ScalarNode scalar when part == Part.Secret => !scalar.IsUnknown && (scalar.Value.Length == 0 || GoScalar.IsNull(scalar)) ? "s0:" : "<secret>",
        ScalarNode { IsUnknown: true } unknown => $"u{unknown.Source.Length}:{unknown.Source}",
        ScalarNode scalar when part == Part.Url => Text(WithoutPassword(scalar.Value)),
        ScalarNode scalar => Text(scalar.Value),
        SequenceNode sequence => $"[{string.Concat(sequence.Items.Select(item => Of(item, part, depth + 1)))}]",
        MappingNode mapping => $"{{{string.Concat(Entries(mapping).Select(entry => Of(entry.Key, Part.Plain, depth + 1) + Of(entry.Value, PartOf(entry.Key, part), depth + 1)).Order(StringComparer.Ordinal))}}}",
        _ => "",
    };

    private static string Text(string value) => $"s{value.Length}:{value}";

    /// <summary>The entries with those that are merged in; of the same key the last one counts.</summary>
    private static IEnumerable<KeyValuePair<Node, Node>> Entries(MappingNode mapping) =>
        MergedEntries.Of(mapping).Reverse().DistinctBy(static entry => entry.Key.Resolve() is ScalarNode scalar ? scalar.Value : (object)entry.Key);

    private static Part PartOf(Node key, Part part) => (part, (key.Resolve() as ScalarNode)?.Value) switch
    {
        (Part.Headers, _) => Part.Header,
        (Part.Header, "secrets") => Part.Secret,
        (Part.Header, _) => Part.Plain,
        (Part.Fields, "http_headers") => Part.Headers,
        (Part.Fields, "headers" or "endpoint_params" or "claims") => Part.Plain,
        (Part.Fields, "proxy_connect_header") => Part.Secret,
        (Part.Fields, "url" or "proxy_url") => Part.Url,
        (Part.Fields, var name) when SecretFields.IsSecretName(name) => Part.Secret,
        _ => part,
    };

    private static string WithoutPassword(string url)
    {
        var start = url.IndexOf("//", StringComparison.Ordinal) + 2;
        if (start < 2) return url;
        var end = url.IndexOfAny(['/', '?', '#'], start) is >= 0 and var found ? found : url.Length;
        var at = url.LastIndexOf('@', end - 1, end - start);
        var colon = at < 0 ? -1 : url.IndexOf(':', start, at - start);
        return colon < 0 ? url : $"{url[..colon]}:xxxxx{url[at..]}";
    }
}
