using PromLauncher.Config.Document;

namespace PromLauncher.Config.Placeholders;

/// <summary>Looks through the files of a bundle for placeholders.</summary>
internal sealed class PlaceholderFinder(ConfigBundle bundle, ExpansionOptions options)
{
    private readonly Dictionary<string, YamlDocument> _documents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<ScalarSite>> _sites = new(StringComparer.Ordinal);
    private readonly List<PlaceholderUse> _uses = [];
    private readonly List<PlaceholderReference> _references = [];
    private readonly HashSet<PlaceholderReference> _known = [];
    private readonly List<Diagnostic> _diagnostics = [];

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

    /// <summary>The bundle's files that a field names. A placeholder in a pattern may be anything until its value is known.</summary>
    private List<string> Named(MappingNode main, string field) =>
        FilePatterns.Of(main, field).SelectMany(pattern => BundleGlob.Files(bundle, FilePatterns.WithStars(pattern))).Distinct().ToList();

    private void Read(string file, bool isRules)
    {
        if (_documents.ContainsKey(file)) return;
        var bytes = bundle.Files[file];
        var document = YamlDocument.Parse(file, bytes, options.Limits);
        _documents[file] = document;
        _diagnostics.AddRange(document.Diagnostics);
        if (document.Root is null || !document.Source.Text.Contains('$')) return;
        var sites = new List<ScalarSite>();
        FieldPath.Visit(document.Root, (node, path, isKey) =>
        {
            if (node.Value.Contains('$') && Look(document, node, path, isKey, isRules) is { } site) sites.Add(site);
        });
        if (sites.Count > 0) _sites[file] = sites;
    }

    private ScalarSite? Look(YamlDocument document, ScalarNode node, FieldPath path, bool isKey, bool isRules)
    {
        var isWritten = !isKey && DollarField.IsWrittenByRule(path);
        var parts = PlaceholderParser.Parse(node.Value, isWritten ? content => DollarField.IsNamedGroup(path, content) : null);
        if (parts.Count == 0) return null;
        var places = new PlaceholderPlaces(document.Source, node);
        var isSecret = SecretFields.IsSecret(path) && !isKey;
        var uses = new List<PlaceholderUse>();
        foreach (var part in parts)
        {
            if (part.Kind is PartKind.Literal or PartKind.Escape) continue;
            var span = places.Of(part);
            if (part.Fault is { } fault)
            {
                _diagnostics.Add(new(fault.Id, part.IsError ? Severity.Error : Severity.Warning, fault.Message, document.File, span) { Help = fault.Help });
                continue;
            }

            var reference = part.Reference!;
            uses.Add(new(reference, document.File, span, path.ToString())
            {
                Default = part.Default,
                Message = part.Message,
                IsInSecretField = isSecret || IsInUrlSecret(parts, part),
            });
            if (!options.Policy.Allows(reference))
            {
                _diagnostics.Add(new("placeholder-not-allowed", Severity.Error, $"'{reference}' may not be used here.", document.File, span) { Help = "--allow-placeholders doesn't name it." });
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

    /// <summary>True for what stands in the user info or the query of a URL that begins in the text itself.</summary>
    private static bool IsInUrlSecret(IReadOnlyList<Part> parts, Part part)
    {
        var text = string.Concat(parts.Select(other => other.Kind == PartKind.Placeholder ? new string('x', other.Text.Length) : other.Text));
        if (SecretFields.OfUrl(text) is not { } secret) return false;
        return IsWithin(secret.UserInfo) || IsWithin(secret.Query);

        bool IsWithin(Range range) => part.Start >= range.Start.Value && part.Start < range.End.Value;
    }
}
