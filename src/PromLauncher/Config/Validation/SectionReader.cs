using PromLauncher.Config.Document;
using PromLauncher.Config.Schema;
using PromLauncher.Config.Values;

namespace PromLauncher.Config.Validation;

/// <summary>
/// Reads a tree into sections as go-yaml v2 reads it into Prometheus's structs: repeated and unknown keys are refused, a merge key sets
/// its fields at its own position (so that it overrides what is above it), null clears. Source: decode.go of go-yaml v2.4.
/// </summary>
internal sealed class SectionReader
{
    private readonly PrometheusSchema _schema;
    private readonly Findings _findings;
    private readonly ValidationOptions _options;
    private readonly ValueReader _values;
    private readonly Action<Section> _whenRead;
    private int _visits;

    /// <summary>Makes a reader.</summary>
    /// <param name="schema">The release's schema.</param>
    /// <param name="findings">Receives what is refused.</param>
    /// <param name="options">What it is checked against.</param>
    /// <param name="whenRead">Called with each section once it has been read, innermost first: checks its rules.</param>
    public SectionReader(PrometheusSchema schema, Findings findings, ValidationOptions options, Action<Section> whenRead)
    {
        (_schema, _findings, _options, _whenRead) = (schema, findings, options, whenRead);
        _values = new(schema, findings, place => Read(place, schema.Struct("http_header"), pointer: false) is { IsRefused: true } ? SlotState.Refused : SlotState.Read);
    }

    /// <summary>Reads a section.</summary>
    /// <param name="place">The node in the file.</param>
    /// <param name="type">What Prometheus expects there.</param>
    /// <param name="pointer">True when null means "none".</param>
    /// <param name="earlier">What a merge has read into the same field before.</param>
    /// <returns>The section; null when there is none.</returns>
    public Section? Read(Node place, StructType type, bool pointer, Section? earlier = null)
    {
        var node = place.Resolve();
        if (GoScalar.IsNull(node)) return Zero(place, node, type, pointer);
        if (node is not MappingNode mapping)
        {
            _values.WrongShape(place, UnknownField.Where(type), "a mapping of fields", type.Url);
            return new(type, place) { IsRefused = true };
        }

        var section = earlier is null || type.HasReader ? new Section(type, place, mapping.Entries.Length) : earlier;
        Fill(section, mapping);
        _whenRead(section);
        return section;
    }

    /// <summary>What a null is read into. Only one that skips the section's own reader leaves it unchecked.</summary>
    private Section? Zero(Node place, Node node, StructType type, bool pointer)
    {
        var skips = GoScalar.SkipsReader(node);
        if (pointer && skips) return null;
        var section = new Section(type, place) { IsZero = true };
        if (type.HasReader && !skips) _whenRead(section);
        return section;
    }

    private void Fill(Section section, MappingNode mapping)
    {
        var visit = ++_visits;
        foreach (var (key, value) in mapping.Entries)
        {
            if (GoScalar.IsMerge(key)) Merge(section, value);
            else if (_values.Key(key) is { } name) Set(section, key, name, value, visit);
            else section.HasUnreadable = true;
        }
    }

    private void Merge(Section section, Node value)
    {
        foreach (var part in MergedEntries.Parts(value, Refuse)) Fill(section, part);

        void Refuse(Node place)
        {
            _values.CannotMerge(place);
            section.HasUnreadable = true;
        }
    }

    private void Set(Section section, Node key, string name, Node value, int visit)
    {
        if (section.Type.Find(name) is not { } field)
        {
            if (UnknownField.Tell(_findings, section.Type, key, name, _options) is { } meant) section.AddMisspelt(meant);
            return;
        }

        var slot = section.Find(name);
        if (slot is { } && slot.Visit == visit)
        {
            _findings.Error(FindingKind.DuplicateKey, key, $"{(Findings.IsExpanded(key) ? Findings.Show(key) : $"`{name}`")} is set twice in this section; the first one is on line {slot.Key.Span.Line}.", "Keep one of them.", section.Type.Url);
            return;
        }

        if (slot is null)
        {
            slot = new() { Field = field, Key = key, Value = value.Resolve(), Place = value };
            section.Add(slot);
        }
        else
        {
            (slot.Key, slot.Value, slot.Place) = (key, value.Resolve(), value);
        }

        slot.Visit = visit;
        slot.State = SlotState.Read;
        Read(slot, field, section.Type);
    }

    private void Read(Slot slot, Field field, StructType owner)
    {
        switch (field.Type.Kind)
        {
            case ValueKind.Struct:
                var read = Read(slot.Place, _schema.Struct(field.Type.Name!), field.Type.IsPointer, slot.Content as Section);
                slot.Content = read;
                slot.State = read is { IsRefused: true } ? SlotState.Refused : read is null ? SlotState.Null : SlotState.Read;
                break;
            case ValueKind.List when field.Type.Element!.Kind == ValueKind.Struct:
                slot.State = ReadList(slot, field.Type.Element, owner);
                break;
            default:
                slot.State = _values.Read(slot.Place, field.Type, field.Name, owner.Url);
                break;
        }
    }

    private SlotState ReadList(Slot slot, FieldType element, StructType owner)
    {
        if (GoScalar.IsNull(slot.Value))
        {
            slot.Content = null;
            return SlotState.Null;
        }

        if (slot.Value is not SequenceNode list)
        {
            _values.WrongShape(slot.Place, $"`{slot.Field.Name}`", "a list (each item begins with `- `)", owner.Url);
            return SlotState.Refused;
        }

        var type = _schema.Struct(element.Name!);
        var sections = new Section?[list.Items.Length];
        for (var i = 0; i < sections.Length; i++) sections[i] = Read(list.Items[i], type, element.IsPointer);
        slot.Content = sections;
        return SlotState.Read;
    }
}
