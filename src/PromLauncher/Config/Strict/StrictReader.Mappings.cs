using PromLauncher.Config.Document;
using PromLauncher.Config.Validation;
using PromLauncher.Config.Values;
using PromLauncher.Config.Yaml;

namespace PromLauncher.Config.Strict;

/// <content>Keys and merges.</content>
internal sealed partial class StrictReader
{
    private const string MergeHelp = "`<<` must be a mapping or a list of mappings.";

    private void Fill(SectionFields fields, MappingNode mapping, SectionSpec spec, bool overwrites)
    {
        var own = new HashSet<string>(StringComparer.Ordinal);
        var merges = new List<Node>();
        foreach (var (key, value) in mapping.Entries)
        {
            if (library == YamlLibrary.GoYaml2 && GoScalar.IsMerge(key))
            {
                foreach (var part in Parts(value, fields.AddUnreadable)) Fill(fields, part, spec, overwrites: true);
            }
            else if (key.Resolve() is not ScalarNode)
            {
                WrongKey(key);
                fields.AddUnreadable();
            }
            else if (!own.Add(IdentityOf(key)))
            {
                findings.Error(FindingKind.DuplicateKey, key, $"{Findings.Show(key)} is set twice in this section.", "Keep one of them.", spec.Url);
                fields.AddRepeated();
            }
            else if (GoScalar.IsMerge(key))
            {
                merges.Add(value);
            }
            else if (NameOf(key) is { } name)
            {
                if (IsKnown(spec, name)) fields.Set(name, new(key, value), overwrites);
                else TellUnknown(fields, spec, key, name);
            }
        }

        // In go-yaml v3 the mapping's own fields win over merged ones, wherever the merge is, and earlier merges over later ones.
        foreach (var part in merges.SelectMany(merge => Parts(merge, fields.AddUnreadable).Reverse())) Fill(fields, part, spec, overwrites: false);
    }

    /// <summary>As go-yaml v2 fills a Go map: no key twice, including merged keys.</summary>
    private void AddTexts(MappingNode mapping, TextMap texts, string name, string url)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var entries = MergedEntries.Of(mapping, out var refused);
        foreach (var place in refused) RefuseMerge(place, texts.AddFault);
        foreach (var (key, value) in entries) AddText(key, value, texts, seen, overwrites: false, name, url);
    }

    /// <summary>As go-yaml v3 fills one: the mapping's own keys win over merged ones.</summary>
    private void AddTexts(MappingNode mapping, TextMap texts, bool overwrites, string name, string url)
    {
        var own = new HashSet<string>(StringComparer.Ordinal);
        var merges = new List<Node>();
        foreach (var (key, value) in mapping.Entries)
        {
            if (GoScalar.IsMerge(key) && own.Add(IdentityOf(key))) merges.Add(value);
            else AddText(key, value, texts, own, overwrites, name, url);
        }

        foreach (var part in merges.SelectMany(merge => Parts(merge, texts.AddFault).Reverse())) AddTexts(part, texts, overwrites: false, name, url);
    }

    private void AddText(Node key, Node value, TextMap texts, HashSet<string> seen, bool overwrites, string name, string url)
    {
        if (key.Resolve() is not ScalarNode)
        {
            WrongKey(key);
            texts.AddFault();
        }
        else if (!seen.Add(IdentityOf(key)))
        {
            findings.Error(FindingKind.DuplicateKey, key, $"{Findings.Show(key)} is set twice in `{name}`.", "Keep one of them.", url);
            texts.AddFault();
        }
        else if (NameOf(key) is { } text)
        {
            texts.Set(new(key, value, text, Text(value, text, url)), overwrites);
        }
    }

    private IEnumerable<MappingNode> Parts(Node value, Action whenRefused) => MergedEntries.Parts(value, place => RefuseMerge(place, whenRefused));

    private void RefuseMerge(Node place, Action whenRefused)
    {
        findings.Error(FindingKind.InvalidMerge, place, $"This can't be merged: it is {Findings.Show(place)}.", MergeHelp);
        whenRefused();
    }

    private void WrongKey(Node key) => findings.Error(FindingKind.WrongType, key, $"A key must be a string; found {Findings.Show(key)}.");

    /// <summary>What makes two keys equal: v3 compares them as written, v2 reads every null as the empty string.</summary>
    private string IdentityOf(Node key) => library == YamlLibrary.GoYaml2 && GoScalar.IsNull(key) ? "" : ((ScalarNode)key.Resolve()).Value;

    /// <summary>The text of a key; null for a null key, which go-yaml v3 skips.</summary>
    private string? NameOf(Node key) => !GoScalar.IsNull(key) ? ((ScalarNode)key.Resolve()).Value : library == YamlLibrary.GoYaml3 ? null : "";

    private bool IsKnown(SectionSpec spec, string name) => Array.Exists(spec.Fields, field => field.Name == name && version.AtLeast(field.Major, field.Minor));

    private void TellUnknown(SectionFields fields, SectionSpec spec, Node key, string name)
    {
        if (Array.Find(spec.Fields, field => field.Name == name) is { } newer)
        {
            fields.AddUnknown(name, meant: null);
            findings.Error(FindingKind.FieldTooNew, key, $"Prometheus {version.ToMinorString()} doesn't know `{name}` in {spec.Name}: it came with {newer.Major}.{newer.Minor}.",
                $"Run Prometheus {newer.Major}.{newer.Minor} or later, or remove it.", spec.Url);
            return;
        }

        var known = spec.Fields.Where(field => version.AtLeast(field.Major, field.Minor)).Select(field => field.Name).ToList();
        var meant = NearestName.Of(name, known);
        var isForeign = spec.Foreign.TryGetValue(name, out var foreign);
        var isReported = isForeign && fields.Unknown.Any(other => spec.Foreign.TryGetValue(other, out var hint) && hint == foreign);
        fields.AddUnknown(name, isForeign ? null : meant);
        if (isReported) return;
        var help = foreign ?? (meant is not null ? $"Did you mean `{meant}`?" : $"Known fields: {string.Join(", ", known.Select(field => $"`{field}`"))}.");
        findings.Error(FindingKind.UnknownField, key, $"{Findings.Show(key)} is not a field of {spec.Name}.", help, spec.Url);
    }
}
