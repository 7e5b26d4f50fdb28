using PromLauncher.Config.Document;
using PromLauncher.Config.Validation;
using PromLauncher.Config.Values;
using PromLauncher.Config.Yaml;

namespace PromLauncher.Config.Strict;

/// <summary>
/// Reads nodes as go-yaml's strict decoding into Go types does, for the file formats that are too small for a schema of their own. A refused
/// value is reported and returned as null, so that its consequences aren't reported.
/// </summary>
/// <param name="findings">Receives the findings.</param>
/// <param name="library">The library whose rules apply.</param>
/// <param name="version">The release whose fields are known.</param>
/// <param name="isOffline">True when expanded values are stand-ins that must not be checked.</param>
internal sealed partial class StrictReader(Findings findings, YamlLibrary library, PrometheusVersion version, bool isOffline)
{
    /// <summary>The fields of a section; empty for null, null when it is not a mapping. Errors within are reported, and the other fields are read.</summary>
    public SectionFields? Section(Node place, SectionSpec spec)
    {
        var fields = new SectionFields();
        if (GoScalar.IsNull(place)) return fields;
        if (place.Resolve() is MappingNode mapping)
        {
            Fill(fields, mapping, spec, overwrites: true);
            return fields;
        }

        WrongShape(place, $"{spec.Name} must be a mapping", spec.Url);
        return null;
    }

    /// <summary>The items of a list; empty for null, null when refused.</summary>
    public IReadOnlyList<Node>? List(Node place, string name, string url)
    {
        if (GoScalar.IsNull(place)) return [];
        if (place.Resolve() is SequenceNode list) return list.Items;
        WrongShape(place, $"`{name}` must be a list", url, "Begin each item with `- ` on a line of its own.");
        return null;
    }

    /// <summary>A mapping of strings; empty for null, null when it is not a mapping. Errors within are reported, and the other entries are read.</summary>
    public TextMap? Texts(Node place, string name, string url)
    {
        var texts = new TextMap();
        if (GoScalar.IsNull(place)) return texts;
        if (place.Resolve() is not MappingNode mapping)
        {
            WrongShape(place, $"`{name}` must be a mapping of names to strings", url);
            return null;
        }

        if (library == YamlLibrary.GoYaml2) AddTexts(mapping, texts, name, url);
        else AddTexts(mapping, texts, overwrites: true, name, url);
        return texts;
    }

    /// <summary>Reports that a value has the wrong shape.</summary>
    public void WrongShape(Node place, string wanted, string url, string? help = null) =>
        findings.Error(FindingKind.WrongType, place, $"{char.ToUpperInvariant(wanted[0])}{wanted[1..]}; found {Findings.Show(place)}.", help, url);
}
