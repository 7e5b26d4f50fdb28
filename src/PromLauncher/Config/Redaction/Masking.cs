using System.Text;
using PromLauncher.Config.Document;
using PromLauncher.Config.Edits;
using PromLauncher.Config.Placeholders;
using PromLauncher.Config.Secrets;

namespace PromLauncher.Config.Redaction;

/// <summary>Files as they may be shown: secrets, including literal ones, are replaced by <c>&lt;secret&gt;</c>.</summary>
public static class Masking
{
    /// <summary>An expanded file with its secrets masked, otherwise byte for byte what Prometheus gets.</summary>
    /// <param name="bundle">The expanded configuration.</param>
    /// <param name="file">A path in it. In a file that was not scanned for placeholders only comments are masked.</param>
    public static string Expanded(ExpandedBundle bundle, string file)
    {
        if (!bundle.Documents.TryGetValue(file, out var document) || document.Root is null) return UnreadText.Mask(Show(bundle.Bundle.Files[file]));
        var change = bundle.Changes.GetValueOrDefault(file) ?? FileChange.None;
        var byNode = new Dictionary<ScalarNode, ExpandedScalar>(ReferenceEqualityComparer.Instance);
        foreach (var scalar in change.Scalars.Values) byNode[scalar.Node] = scalar;
        var edits = new Dictionary<(int, int), Edit>();
        foreach (var edit in change.Edits()) edits[(edit.Start, edit.End)] = edit;
        SecretScalars.Visit(document.Root, scalar =>
        {
            var node = scalar.Node;
            var masked = byNode.TryGetValue(node, out var expanded) ? Mask(expanded.Masked, scalar) : MaskSource(scalar);
            if (masked == node.Value) return;
            edits[(node.Span.Start, node.Span.End)] = new(node.Span.Start, node.Span.End, Write(document.Source, node, masked, scalar.IsInFlow));
        });
        return UnreadText.Mask(Show(Edit.Apply(document.Source, edits.Values.Concat(UnreadText.BehindFirst(document)))));
    }

    /// <summary>A file as it was fetched, with its literal secrets masked.</summary>
    /// <param name="document">The parsed file, before or after expansion.</param>
    public static string Source(YamlDocument document)
    {
        if (document.Root is null) return UnreadText.Mask(document.Source.Text);
        var edits = new List<Edit>();
        SecretScalars.Visit(document.Root, scalar =>
        {
            var node = scalar.Node;
            var masked = MaskSource(scalar);
            if (masked != node.Source) edits.Add(new(node.Span.Start, node.Span.End, Write(document.Source, node, masked, scalar.IsInFlow)));
        });
        return UnreadText.Mask(Show(Edit.Apply(document.Source, edits.Concat(UnreadText.BehindFirst(document)))));
    }

    /// <summary>Where a file as it was fetched holds literal secrets.</summary>
    /// <param name="document">The parsed file, before or after expansion.</param>
    public static IReadOnlyList<TextSpan> SecretPlaces(YamlDocument document)
    {
        var places = new List<TextSpan>();
        if (document.Root is not null)
        {
            SecretScalars.Visit(document.Root, scalar =>
            {
                if (MaskSource(scalar) != scalar.Node.Source) places.Add(scalar.Node.Span);
            });
        }

        return places;
    }

    /// <summary>A text of the source with user info and query masked when it is a URL; any other text unchanged.</summary>
    /// <param name="text">The text, before expansion.</param>
    /// <param name="isUrl">True for the value of a field that holds a URL (<see cref="SecretFields.OfUrl"/>).</param>
    internal static string OfSource(string text, bool isUrl) => IsLonePlaceholder(text) ? text : OfUrl(text, isUrl);

    private static string MaskSource(SecretScalar scalar) => IsLonePlaceholder(scalar.Node.Source) ? scalar.Node.Source : Mask(scalar.Node.Source, scalar);

    // A placeholder is not a secret, and says more than its mask; its default may be one.
    private static bool IsLonePlaceholder(string text) =>
        text.Contains("${", StringComparison.Ordinal) && !text.Contains(":-", StringComparison.Ordinal) && PlaceholderParser.Parse(text) is [{ Kind: PartKind.Placeholder }];

    private static string Mask(string text, SecretScalar scalar) => !scalar.IsSecret ? OfUrl(text, scalar.IsUrl) : text.Length == 0 ? text : Expansion.Mask;

    /// <summary>A URL with its user info and its query masked; any other text unchanged.</summary>
    internal static string OfUrl(string text, bool isUrl)
    {
        if (SecretFields.OfUrl(text, isUrl) is not var (user, query)) return text;
        var result = text;
        if (query.Start.Value >= user.End.Value && query.End.Value > query.Start.Value)
            result = string.Concat(result.AsSpan(0, query.Start.Value), Expansion.Mask, result.AsSpan(query.End.Value));
        if (user.End.Value > user.Start.Value) result = string.Concat(result.AsSpan(0, user.Start.Value), Expansion.Mask, result.AsSpan(user.End.Value));
        return result;
    }

    private static string Write(SourceText source, ScalarNode node, string text, bool isInFlow)
    {
        if (node.Style == ScalarStyle.Plain && !isInFlow && ScalarText.IsPlainSafe(text)) return text;
        if (node.Style == ScalarStyle.SingleQuoted && ScalarText.FitsSingleQuotes(text)) return ScalarText.SingleQuoted(text);
        var before = source.Text.AsSpan(0, source.CharAt(node.Span.End));
        var isBlock = node.Style is ScalarStyle.Literal or ScalarStyle.Folded || (before.EndsWith("\n") && node.Span.End > node.Span.Start);
        return ScalarText.DoubleQuoted(text) + (!isBlock ? "" : before.EndsWith("\r\n") ? "\r\n" : before.EndsWith("\n") ? "\n" : "");
    }

    private static string Show(ReadOnlyMemory<byte> bytes) => SourceText.Decode(bytes, out var bad) is { } text && bad < 0 ? text.Text : Encoding.UTF8.GetString(bytes.Span);
}
