using PromLauncher.Config.Document;
using PromLauncher.Config.Validation;
using PromLauncher.Config.Values;

namespace PromLauncher.Config.Strict;

/// <summary>
/// Reads nodes as go-yaml reads them strictly into Go's types, for the file formats that are too small for a schema of their own. What is
/// refused is told and comes back as null, so that nothing is said of its consequences.
/// </summary>
/// <param name="findings">Where faults are told.</param>
/// <param name="library">By whose rules.</param>
/// <param name="version">The release whose fields are known.</param>
/// <param name="isOffline">True when expanded values are stand-ins that nothing must be said of.</param>
internal sealed partial class StrictReader(Findings findings, YamlLibrary library, PrometheusVersion version, bool isOffline)
{
    private const string MergeHelp = "`<<` takes a mapping or a list of mappings.";

    /// <summary>True when YAML reads nothing here.</summary>
    public static bool IsNull(Node node) => node.Resolve() is ScalarNode scalar && GoScalar.Of(scalar).Kind == ScalarKind.Null;

    /// <summary>The fields of a section; empty for nothing, null when refused.</summary>
    public Dictionary<string, Entry>? Section(Node place, SectionSpec spec)
    {
        var fields = new Dictionary<string, Entry>(StringComparer.Ordinal);
        if (IsNull(place)) return fields;
        if (place.Resolve() is MappingNode mapping) return Fill(fields, mapping, spec, overwrites: true) ? fields : null;
        WrongShape(place, $"{spec.Name} is a mapping", spec.Url);
        return null;
    }

    /// <summary>The items of a list; empty for nothing, null when refused.</summary>
    public IReadOnlyList<Node>? List(Node place, string name, string url)
    {
        if (IsNull(place)) return [];
        if (place.Resolve() is SequenceNode list) return list.Items;
        WrongShape(place, $"`{name}` wants a list", url, "Begin each item with `- ` on a line of its own.");
        return null;
    }

    /// <summary>A mapping of texts; empty for nothing, null when refused.</summary>
    public List<(Entry Entry, string Name, string? Value)>? Texts(Node place, string name, string url)
    {
        if (IsNull(place)) return [];
        if (place.Resolve() is not MappingNode mapping)
        {
            WrongShape(place, $"`{name}` wants a mapping of names to texts", url);
            return null;
        }

        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        var texts = new List<(Entry, string, string?)>();
        return AddTexts(mapping, texts, found, overwrites: true, name, url) ? texts : null;
    }

    /// <summary>Tells that a value has the wrong shape.</summary>
    public void WrongShape(Node place, string wanted, string url, string? help = null) =>
        findings.Error("wrong-type", place, $"{char.ToUpperInvariant(wanted[0])}{wanted[1..]}; found {Findings.Show(place)}.", help, url);

    private bool Fill(Dictionary<string, Entry> fields, MappingNode mapping, SectionSpec spec, bool overwrites)
    {
        var isFine = true;
        var own = new HashSet<string>(StringComparer.Ordinal);
        var merges = new List<Node>();
        foreach (var (key, value) in mapping.Entries)
        {
            if (GoScalar.IsMerge(key))
            {
                if (library == YamlLibrary.GoYaml3) merges.Add(value);
                else isFine &= Merge(value, part => Fill(fields, part, spec, overwrites: true));
                continue;
            }

            if (KeyOf(key) is not { } name)
            {
                isFine &= key.Resolve() is ScalarNode;
                continue;
            }

            if (!own.Add(name))
            {
                findings.Error("repeated-field", key, $"`{name}` stands in this section twice.", "Keep one of them.", spec.Url);
                isFine = false;
            }
            else if (!IsKnown(spec, name))
            {
                TellUnknown(spec, key, name);
                isFine &= false;
            }
            else if (overwrites || !fields.ContainsKey(name))
            {
                fields[name] = new(key, value);
            }
        }

        // go-yaml v3 lets what stands in the mapping itself win over what is merged, wherever the merge stands.
        foreach (var merge in merges) isFine &= Merge(merge, part => Fill(fields, part, spec, overwrites: false));
        return isFine;
    }

    private bool AddTexts(MappingNode mapping, List<(Entry Entry, string Name, string? Value)> texts, Dictionary<string, int> found, bool overwrites, string name, string url)
    {
        var isFine = true;
        var own = new HashSet<string>(StringComparer.Ordinal);
        var merges = new List<Node>();
        foreach (var (key, value) in mapping.Entries)
        {
            if (GoScalar.IsMerge(key))
            {
                merges.Add(value);
                continue;
            }

            if (KeyOf(key) is not { } text)
            {
                isFine &= key.Resolve() is ScalarNode;
                continue;
            }

            if (!own.Add(text))
            {
                findings.Error("repeated-key", key, $"{Findings.Show(key)} stands in `{name}` twice.", "Keep one of them.", url);
                isFine = false;
                continue;
            }

            if (value.Resolve() is not ScalarNode)
            {
                WrongShape(value, $"`{text}` wants a text", url);
                isFine = false;
                continue;
            }

            var entry = (new Entry(key, value), text, Text(value, text, url));
            if (found.TryAdd(text, texts.Count)) texts.Add(entry);
            else if (overwrites) texts[found[text]] = entry;
        }

        foreach (var merge in merges) isFine &= Merge(merge, part => AddTexts(part, texts, found, overwrites: false, name, url));
        return isFine;
    }

    private bool Merge(Node value, Func<MappingNode, bool> fill)
    {
        switch (value.Resolve())
        {
            case MappingNode mapping:
                return fill(mapping);
            case SequenceNode list when list.Items.All(item => item.Resolve() is MappingNode):
                var isFine = true;

                // Both libraries go through the list from its end, so that earlier items win.
                foreach (var item in list.Items.Reverse()) isFine &= fill((MappingNode)item.Resolve());
                return isFine;
            default:
                findings.Error("invalid-merge", value, $"This can't be merged: it is {Findings.Show(value)}.", MergeHelp);
                return false;
        }
    }

    /// <summary>The text of a key; null when it is none (told) or nothing, which go-yaml v3 passes over.</summary>
    private string? KeyOf(Node key)
    {
        if (key.Resolve() is not ScalarNode scalar)
        {
            findings.Error("wrong-type", key, $"A key is a text; found {Findings.Show(key)}.");
            return null;
        }

        return GoScalar.Of(scalar).Kind != ScalarKind.Null ? scalar.Value : library == YamlLibrary.GoYaml3 ? null : "";
    }

    private bool IsKnown(SectionSpec spec, string name) => Array.Exists(spec.Fields, field => field.Name == name && version.AtLeast(field.Major, field.Minor));

    private void TellUnknown(SectionSpec spec, Node key, string name)
    {
        if (Array.Find(spec.Fields, field => field.Name == name) is { } newer)
        {
            findings.Error("field-too-new", key, $"Prometheus {version.ToMinorString()} doesn't know `{name}` in {spec.Name}: it came with {newer.Major}.{newer.Minor}.",
                $"Run Prometheus {newer.Major}.{newer.Minor} or later, or remove it.", spec.Url);
            return;
        }

        var known = spec.Fields.Where(field => version.AtLeast(field.Major, field.Minor)).Select(field => field.Name).ToList();
        var help = spec.Foreign.TryGetValue(name, out var foreign) ? foreign
            : NearestName.Question(name, known) ?? $"Known are {string.Join(", ", known.Select(field => $"`{field}`"))}.";
        findings.Error("unknown-field", key, $"{Findings.Show(key)} is no field of {spec.Name}.", help, spec.Url);
    }
}
