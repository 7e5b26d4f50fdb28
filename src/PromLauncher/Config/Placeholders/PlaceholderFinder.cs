using PromLauncher.Config.Document;
using PromLauncher.Config.Secrets;
using PromLauncher.Config.Yaml;

namespace PromLauncher.Config.Placeholders;

/// <summary>Searches the files of a bundle for placeholders.</summary>
internal sealed class PlaceholderFinder(ConfigBundle bundle, ExpansionOptions options)
{
    private readonly Dictionary<string, YamlDocument> _documents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<ScalarSite>> _sites = new(StringComparer.Ordinal);
    private readonly List<PlaceholderUse> _uses = [];
    private readonly List<PlaceholderReference> _references = [];
    private readonly HashSet<PlaceholderReference> _known = [];
    private readonly List<Diagnostic> _diagnostics = [];
    private Node? _groupsOf;
    private HashSet<string> _groups = [];

    public PlaceholderScan Find()
    {
        if (bundle.Files.ContainsKey(bundle.MainFile))
        {
            Read(bundle.MainFile, isRules: false);
            if (_documents[bundle.MainFile].Root?.Resolve() is MappingNode main)
            {
                foreach (var file in Named(main, "scrape_config_files")) Read(file, isRules: false);
                if (options.RuleFiles)
                {
                    foreach (var file in Named(main, "rule_files")) Read(file, isRules: true);
                }
            }
        }

        return new PlaceholderScan(bundle, options)
        {
            Documents = _documents,
            Uses = _uses,
            References = _references,
            Diagnostics = _diagnostics,
            Sites = _sites,
        };
    }

    /// <summary>The faults of the placeholders in a repaired file, including those that had to be covered for the repair.</summary>
    public static IReadOnlyList<Diagnostic> Faults(ConfigBundle bundle, ExpansionOptions options, YamlDocument mended)
    {
        var finder = new PlaceholderFinder(bundle, options);
        if (mended.Root is null) return [];
        finder.Look(mended, isRules: false);
        var covered = mended.Diagnostics.Where(static found => found.Kind == FindingKind.UnquotedPlaceholder).ToList();
        if (covered.Count == 0) return finder._diagnostics;
        FieldPath.Visit(mended.Root, (node, path, isKey) =>
        {
            foreach (var found in covered.Where(found => found.Span.Start >= node.Span.Start && found.Span.Start < node.Span.End))
            {
                // An unclosed one extends to the end of the value.
                var text = mended.Source.Text[mended.Source.CharAt(found.Span.Start)..mended.Source.CharAt(found.Span.End)];
                if (!text.EndsWith('}')) text = mended.Source.Text[mended.Source.CharAt(found.Span.Start)..mended.Source.CharAt(Math.Max(found.Span.End, node.Span.End))];
                foreach (var part in PlaceholderParser.Parse(text)) finder.Tell(mended, part, found.Span, isShown: isKey || !SecretFields.IsSecret(path));
            }
        });
        return finder._diagnostics;
    }

    /// <summary>
    /// The bundle's files that a field names; files that <c>validate</c> found elsewhere on this machine have an absolute path and don't belong to the bundle.
    /// A placeholder in a pattern matches anything until its value is known.
    /// </summary>
    private List<string> Named(MappingNode main, string field) =>
        FilePatterns.Of(main, field).SelectMany(pattern => BundleGlob.Files(bundle, FilePatterns.WithStars(pattern))).Where(static file => !file.StartsWith('/')).Distinct().ToList();

    private void Read(string file, bool isRules)
    {
        if (_documents.ContainsKey(file)) return;
        var bytes = bundle.Files[file];
        var document = YamlDocument.Parse(file, bytes, options.Limits, isRules ? YamlLibrary.GoYaml3 : YamlLibrary.GoYaml2);
        _documents[file] = document;
        _diagnostics.AddRange(document.Diagnostics);
        if (document.Root is null || !document.Source.Text.Contains('$')) return;
        var sites = Look(document, isRules);
        if (sites.Count > 0) _sites[file] = sites;
    }

    private List<ScalarSite> Look(YamlDocument document, bool isRules)
    {
        var sites = new List<ScalarSite>();
        FieldPath.Visit(document.Root!, (node, path, isKey) =>
        {
            if (node.Value.Contains('$') && Look(document, node, path, isKey, isRules) is { } site) sites.Add(site);
        });
        return sites;
    }

    private ScalarSite? Look(YamlDocument document, ScalarNode node, FieldPath path, bool isKey, bool isRules)
    {
        var isWritten = !isKey && DollarField.IsWrittenByRule(path);
        var parts = PlaceholderParser.Parse(node.Value, isWritten ? NamedGroups(path.Parent).Contains : (Func<string, bool>?)null);
        if (parts.Count == 0) return null;
        var places = new PlaceholderPlaces(document.Source, node);
        var isSecret = SecretFields.IsSecret(path) && !isKey;
        var inUrl = SecretsOfUrl(parts, SecretFields.IsUrl(path) && !isKey);
        var uses = new List<PlaceholderUse>();
        foreach (var part in parts)
        {
            if (part.Kind is PartKind.Literal or PartKind.Escape) continue;
            var span = places.Of(part);
            if (part.Fault is not null)
            {
                Tell(document, part, span, isShown: !isSecret && !IsWithin(inUrl?.UserInfo, part) && !IsWithin(inUrl?.Query, part));
                continue;
            }

            var reference = part.Reference!;
            uses.Add(new(reference, document.File, span)
            {
                Default = part.Default,
                Message = part.Message,
                IsInSecretField = isSecret || IsWithin(inUrl?.UserInfo, part) || IsWithin(inUrl?.Query, part),
            });
            if (!options.Policy.Allows(reference))
            {
                _diagnostics.Add(new(FindingKind.PlaceholderNotAllowed, Severity.Error,
                    $"'{reference}' may not be used here.", document.File, span) { Help = "--allow-placeholders doesn't include it." });
            }
            else if (_known.Add(reference)) _references.Add(reference);
        }

        _uses.AddRange(uses);
        return new(node, parts, uses, isKey ? DollarField.Kind.None : DollarField.Of(path, document.File == bundle.MainFile, options))
        {
            IsKey = isKey,
            IsInFlow = path.IsInFlow,
            IsSecretField = isSecret,
            IsInRules = isRules,
        };
    }

    /// <summary>Reports the fault of a part, if it has one.</summary>
    /// <param name="document">The file.</param>
    /// <param name="part">The part.</param>
    /// <param name="span">Its place.</param>
    /// <param name="isShown">False in a secret field: it may be part of a password, and is not quoted.</param>
    private void Tell(YamlDocument document, Part part, TextSpan span, bool isShown)
    {
        if (part.Fault is not { } fault) return;
        _diagnostics.Add(new(fault.Kind, part.IsError ? Severity.Error : Severity.Warning, isShown ? fault.Message : "This looks like a placeholder but is not one.", document.File, span)
        {
            Help = isShown ? fault.Help : "Write '$${…}' for literal text.",
        });
    }

    /// <summary>The named groups of a rule's regex, computed once for all fields of the rule.</summary>
    private HashSet<string> NamedGroups(Node? rule)
    {
        if (!ReferenceEquals(rule, _groupsOf)) (_groupsOf, _groups) = (rule, DollarField.NamedGroups(rule));
        return _groups;
    }

    /// <summary>Where user info and query are in a URL, whatever its placeholders hold.</summary>
    private static (Range UserInfo, Range Query)? SecretsOfUrl(IReadOnlyList<Part> parts, bool isUrl) =>
        SecretFields.OfUrl(string.Concat(parts.Select(static part => part.Kind == PartKind.Placeholder ? new string('x', part.Text.Length) : part.Text)), isUrl);

    private static bool IsWithin(Range? range, Part part) => range is { } within && part.Start >= within.Start.Value && part.Start < within.End.Value;
}
