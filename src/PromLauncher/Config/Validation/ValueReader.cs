using System.Collections.Immutable;
using PromLauncher.Config.Document;
using PromLauncher.Config.Schema;
using PromLauncher.Config.Values;

namespace PromLauncher.Config.Validation;

/// <summary>Reads values other than sections as go-yaml v2 reads them into Go's types, and reports those that it would refuse.</summary>
internal sealed class ValueReader(PrometheusSchema schema, Findings findings, Func<Node, SlotState> header)
{
    private static readonly FieldType Text = new(ValueKind.String);
    private static readonly FieldType LabelName = new(ValueKind.LabelName);

    private readonly ScalarReader _scalars = new(schema, findings);

    /// <summary>Reports that a value has the wrong shape. A single value isn't shown: below <c>http_headers</c> it is a secret.</summary>
    public void WrongShape(Node place, string name, string wanted, string url)
    {
        var found = place.Resolve() is ScalarNode { Value.Length: > 0 } ? "a single value" : Findings.Show(place);
        findings.Error(FindingKind.WrongType, place, $"{name} must be {wanted}; found {found}.", null, url);
    }

    /// <summary>The text of a key; null when it is a collection (reported) or not known.</summary>
    public string? Key(Node key)
    {
        if (key.Resolve() is not ScalarNode scalar)
        {
            findings.Error(FindingKind.WrongType, key, $"A key must be a string; found {Findings.Show(key)}.");
            return null;
        }

        if (scalar.IsUnknown) return null;
        switch (GoScalar.Of(scalar).Kind)
        {
            case ScalarKind.Null:
                return "";
            case ScalarKind.Contradiction:
                _scalars.Contradiction(key, scalar, "");
                return null;
            default:
                return scalar.Value;
        }
    }

    /// <summary>Reads a value.</summary>
    /// <param name="place">Where it is.</param>
    /// <param name="type">What Prometheus expects.</param>
    /// <param name="name">The field, for the message.</param>
    /// <param name="url">Where the field is documented.</param>
    public SlotState Read(Node place, FieldType type, string name, string url)
    {
        var node = place.Resolve();
        switch (type.Kind)
        {
            case ValueKind.List:
                return List(place, node, type.Element!, name, url);
            case ValueKind.Map:
            case ValueKind.LabelSet:
                return Map(place, node, type, name, url);
            case ValueKind.Any:
                return new AnyReader(findings, this).Read(place) ? SlotState.Read : SlotState.Refused;
            case ValueKind.Struct:
                return header(place);
            default:
                if (node is ScalarNode { IsUnknown: true }) return SlotState.Refused;
                return _scalars.Read(place, node, type, name, url);
        }
    }

    private SlotState List(Node place, Node node, FieldType element, string name, string url)
    {
        if (GoScalar.IsNull(node)) return SlotState.Null;
        if (node is not SequenceNode list)
        {
            findings.Error(FindingKind.WrongType, place, $"`{name}` must be a list; found {Findings.ShowField(name, place, element.Kind)}.",
                node is ScalarNode ? $"Write `{name}: [{ListItem(name, node)}]`." : null, url);
            return SlotState.Refused;
        }

        var state = SlotState.Read;
        foreach (var item in list.Items)
        {
            if (Read(item, element, name, url) == SlotState.Refused) state = SlotState.Refused;
        }

        return state;
    }

    private static string ListItem(string name, Node node) => Findings.ShowField(name, node) is ['"', .. var text, '"'] && text.Length is > 0 and < 30 ? text : "…";

    private SlotState Map(Node place, Node node, FieldType type, string name, string url)
    {
        if (GoScalar.IsNull(node)) return SlotState.Null;
        if (node is not MappingNode mapping)
        {
            findings.Error(FindingKind.WrongType, place, $"`{name}` must be a mapping of names to values; found {Findings.ShowField(name, place, type.Element?.Kind ?? ValueKind.String)}.", null, url);
            return SlotState.Refused;
        }

        var fine = true;
        var entries = Entries(mapping, ref fine);

        // A single entry can't be a duplicate.
        var seen = entries.Length == 1 ? null : new Dictionary<string, Node>(StringComparer.Ordinal);
        foreach (var (key, value) in entries)
        {
            if (type.Kind == ValueKind.LabelSet ? _scalars.Read(key, key.Resolve(), LabelName, name, url) == SlotState.Refused : Key(key) is null)
            {
                fine = false;
                continue;
            }

            var text = (key.Resolve() as ScalarNode)!;
            var id = GoScalar.IsNull(text) ? "" : text.Value;
            if (seen?.TryAdd(id, key) == false)
            {
                findings.Error(FindingKind.DuplicateKey, key,
                    $"{Findings.Show(key)} is set twice in `{name}`; the first one is on line {seen[id].Span.Line}.", "Keep one of them.", url);
                fine = false;
            }

            fine &= Read(value, type.Element ?? Text, name, url) != SlotState.Refused;
        }

        return fine ? SlotState.Read : SlotState.Refused;
    }

    /// <summary>The entries of a mapping, including those that it merges.</summary>
    /// <param name="mapping">The mapping.</param>
    /// <param name="fine">Set to false when something can't be merged (and was reported).</param>
    public ImmutableArray<KeyValuePair<Node, Node>> Entries(MappingNode mapping, ref bool fine)
    {
        var entries = MergedEntries.Of(mapping, out var refused);
        foreach (var place in refused)
        {
            CannotMerge(place);
            fine = false;
        }

        return entries;
    }

    /// <summary>Reports that a merge key's value can't be merged.</summary>
    public void CannotMerge(Node place) => findings.Error(FindingKind.InvalidMerge, place, "`<<` merges a mapping or a list of mappings; this is neither.");
}
