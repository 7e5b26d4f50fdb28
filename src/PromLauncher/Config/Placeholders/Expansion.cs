using System.Text;
using PromLauncher.Config.Document;
using PromLauncher.Config.Edits;

namespace PromLauncher.Config.Placeholders;

/// <summary>The second half of an expansion: inserts the values where <see cref="PlaceholderScan"/> found placeholders. It does no I/O either.</summary>
public static class Expansion
{
    /// <summary>What is shown instead of a secret.</summary>
    public const string Mask = "<secret>";

    /// <summary>
    /// Inserts the values. A scalar with a placeholder that has no value stays unchanged and is reported; all of them are reported at once.
    /// </summary>
    /// <param name="scan">The placeholders.</param>
    /// <param name="values">The resolved values; a reference that is missing here counts as unset.</param>
    public static ExpandedBundle Apply(PlaceholderScan scan, IReadOnlyDictionary<PlaceholderReference, PlaceholderValue> values)
    {
        if (scan.Sites.Count == 0)
        {
            return new ExpandedBundle(scan.Bundle)
            {
                Documents = scan.Documents,
                Diagnostics = scan.Diagnostics,
                Failures = [],
                Values = [],
                Provenance = [],
                Changes = new Dictionary<string, FileChange>(),
                Options = scan.Options,
            };
        }

        return new Run(scan, values).Result();
    }

    private sealed class Run(PlaceholderScan scan, IReadOnlyDictionary<PlaceholderReference, PlaceholderValue> values)
    {
        private readonly PlaceholderAnswers _answers = new(scan, values);
        private readonly Dictionary<string, FileChange> _changes = new(StringComparer.Ordinal);
        private readonly Dictionary<string, YamlDocument> _documents = new(scan.Documents, StringComparer.Ordinal);
        private readonly Dictionary<string, ReadOnlyMemory<byte>> _files = new(scan.Bundle.Files, StringComparer.Ordinal);

        public ExpandedBundle Result()
        {
            ExpandFile(scan.Bundle.MainFile);
            var needed = Needed();
            foreach (var file in scan.Sites.Keys)
            {
                if (file != scan.Bundle.MainFile && needed.Contains(file)) ExpandFile(file);
            }

            return new ExpandedBundle(scan.Bundle with { Files = _files })
            {
                Documents = _documents,
                Diagnostics = [.. scan.Diagnostics, .. _answers.Diagnostics],
                Failures = _answers.Failures,
                Values = _answers.Values,
                Provenance = _answers.Provenance,
                Changes = _changes,
                Options = scan.Options,
            };
        }

        /// <summary>The files that the main file names now that the placeholders in its patterns have values.</summary>
        private HashSet<string> Needed() =>
            _documents.GetValueOrDefault(scan.Bundle.MainFile)?.Root?.Resolve() is MappingNode main
                ? FilePatterns.Of(main, "scrape_config_files").Concat(FilePatterns.Of(main, "rule_files"))
                    .SelectMany(pattern => BundleGlob.Files(scan.Bundle, FilePatterns.WithStars(pattern))).ToHashSet(StringComparer.Ordinal)
                : [];

        private void ExpandFile(string file)
        {
            if (!scan.Sites.TryGetValue(file, out var sites)) return;
            var document = scan.Documents[file];
            var expanded = new Dictionary<ScalarNode, ExpandedScalar>(ReferenceEqualityComparer.Instance);
            var nodes = new Dictionary<Node, Node>(ReferenceEqualityComparer.Instance);
            foreach (var site in sites)
            {
                if (Expand(document.Source, site) is { } scalar)
                {
                    expanded[site.Node] = scalar;
                    nodes[site.Node] = scalar.Node;
                }
                else if (site.Uses.Count > 0 || site.Parts.Any(static part => part.IsError)) nodes[site.Node] = site.Node with { IsUnknown = true };
            }

            if (nodes.Count == 0) return;
            var root = new TreeRewriter(nodes).Rewrite(document.Root!);
            _documents[file] = document with { Root = root };
            _answers.Diagnostics.AddRange(KeyFaults.Find(file, root));
            if (expanded.Count == 0) return;
            _changes[file] = new FileChange(expanded, []);
            _files[file] = Edit.Apply(document.Source, _changes[file].Edits());
        }

        /// <summary>Null when nothing changes, or a value is missing.</summary>
        private ExpandedScalar? Expand(SourceText source, ScalarSite site)
        {
            var texts = new string[site.Parts.Count];
            var masked = new StringBuilder();
            var isComplete = true;
            for (int i = 0, use = 0; i < site.Parts.Count; i++)
            {
                var part = site.Parts[i];
                texts[i] = part.Kind switch
                {
                    // Prometheus itself turns two dollars into one there.
                    PartKind.Escape => site.Dollar == DollarField.Kind.None ? part.Text[1..] : part.Text,
                    _ => part.Text,
                };
                if (part.Kind == PartKind.Placeholder)
                {
                    var answer = _answers.For(site.Uses[use++], site);
                    isComplete &= answer is not null;
                    texts[i] = answer?.Text ?? part.Text;
                    masked.Append(answer?.IsSecret == true ? Mask : texts[i]);
                }
                else masked.Append(texts[i]);
            }

            var text = string.Concat(texts);
            if (!isComplete || text == site.Node.Value) return null;
            var (written, style) = Write(source, site, texts, text);
            return new(
                site,
                site.Node with { Value = text, Style = style, Source = site.Node.Value, IsExpanded = site.Uses.Count > 0 },
                new Edit(site.Node.Span.Start, site.Node.Span.End, written),
                masked.ToString());
        }

        private static (string Text, ScalarStyle Style) Write(SourceText source, ScalarSite site, IReadOnlyList<string> texts, string text)
        {
            var style = site.Node.Style;
            if (style == ScalarStyle.Plain && !site.IsInFlow && ScalarText.IsPlainSafe(text)) return (text, style);
            if (style == ScalarStyle.SingleQuoted && ScalarText.FitsSingleQuotes(text)) return (ScalarText.SingleQuoted(text), style);
            if (style is not (ScalarStyle.Literal or ScalarStyle.Folded)) return (ScalarText.DoubleQuoted(text), ScalarStyle.DoubleQuoted);
            if (BlockText.Write(source, site, texts, text) is { } block) return (block, style);
            var raw = source.Text.AsSpan(0, source.CharAt(site.Node.Span.End));
            var lineBreak = raw.EndsWith("\r\n") ? "\r\n" : raw.EndsWith("\n") ? "\n" : "";
            return (ScalarText.DoubleQuoted(text) + lineBreak, ScalarStyle.DoubleQuoted);
        }
    }
}
