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
    /// <summary>True when YAML reads nothing here.</summary>
    public static bool IsNull(Node node) => node.Resolve() is ScalarNode scalar && GoScalar.IsNull(scalar);

    /// <summary>The fields of a section; empty for nothing, null when it is none. Faults within are told, and the other fields are there.</summary>
    public SectionFields? Section(Node place, SectionSpec spec)
    {
        var fields = new SectionFields();
        if (IsNull(place)) return fields;
        if (place.Resolve() is MappingNode mapping)
        {
            Fill(fields, mapping, spec, overwrites: true);
            return fields;
        }

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

    /// <summary>A mapping of texts; empty for nothing, null when it is none. Faults within are told, and the other texts are there.</summary>
    public TextMap? Texts(Node place, string name, string url)
    {
        var texts = new TextMap();
        if (IsNull(place)) return texts;
        if (place.Resolve() is not MappingNode mapping)
        {
            WrongShape(place, $"`{name}` wants a mapping of names to texts", url);
            return null;
        }

        if (library == YamlLibrary.GoYaml2) AddTexts(mapping, texts, name, url);
        else AddTexts(mapping, texts, overwrites: true, name, url);
        return texts;
    }

    /// <summary>Tells that a value has the wrong shape.</summary>
    public void WrongShape(Node place, string wanted, string url, string? help = null) =>
        findings.Error(FindingKind.WrongType, place, $"{char.ToUpperInvariant(wanted[0])}{wanted[1..]}; found {Findings.Show(place)}.", help, url);
}
