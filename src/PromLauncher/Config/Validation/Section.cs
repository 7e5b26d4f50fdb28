using PromLauncher.Config.Document;
using PromLauncher.Config.Schema;
using PromLauncher.Config.Values;

namespace PromLauncher.Config.Validation;

/// <summary>
/// A section as Prometheus has it after reading: the fields set in the file, and the defaults of the others.
/// Rules query it; none of its texts may be printed (see <see cref="Findings.Show"/>).
/// </summary>
internal sealed class Section(StructType type, Node node, int fields = 0)
{
    private Slot[] _slots = [];
    private int _count;
    private List<string>? _misspelt;

    /// <summary>Its type.</summary>
    public StructType Type { get; } = type;

    /// <summary>Where it is.</summary>
    public Node Node { get; } = node;

    /// <summary>True when a null was written in place of the section: each field has its zero value, and no default applies.</summary>
    public bool IsZero { get; set; }

    /// <summary>True when something in it was refused as a whole.</summary>
    public bool IsRefused { get; set; }

    /// <summary>True when a key or a merge in it can't be read (already reported): it could have set any field.</summary>
    public bool HasUnreadable { get; set; }

    /// <summary>Fields that unknown keys were meant for (already reported).</summary>
    public IReadOnlyList<string> Misspelt => _misspelt ?? [];

    /// <summary>Remembers a field that an unknown key was meant for.</summary>
    public void AddMisspelt(string name) => (_misspelt ??= []).Add(name);

    /// <summary>The fields that are set in the file.</summary>
    public ReadOnlySpan<Slot> Slots => _slots.AsSpan(0, _count);

    /// <summary>Calls an action with this section and all below it.</summary>
    public void Visit(Action<Section> visit)
    {
        visit(this);
        foreach (var slot in Slots)
        {
            if (slot.Content is Section child) child.Visit(visit);
            if (slot.Content is not Section?[] children) continue;
            foreach (var item in children) item?.Visit(visit);
        }
    }

    /// <summary>A field that is set in the file, or null.</summary>
    public Slot? Find(ReadOnlySpan<char> name)
    {
        foreach (var slot in Slots)
        {
            if (name.SequenceEqual(slot.Field.Name)) return slot;
        }

        return null;
    }

    /// <summary>Adds a field.</summary>
    public void Add(Slot slot)
    {
        if (_count == _slots.Length) Array.Resize(ref _slots, _count == 0 ? Math.Max(1, fields) : _count * 2);
        _slots[_count++] = slot;
    }

    /// <summary>The section below a field; null when there is none.</summary>
    public Section? Child(ReadOnlySpan<char> name) => Find(name) is { State: not SlotState.Refused, Content: Section section } ? section : null;

    /// <summary>The sections below a field; an empty item is null.</summary>
    public Section?[] Children(string name) => Find(name)?.Content as Section?[] ?? [];

    /// <summary>True when the field, or a key meant for it, was refused: nothing that depends on it can be decided.</summary>
    public bool IsUnknown(ReadOnlySpan<char> name)
    {
        if (Find(name) is { } slot) return slot.State == SlotState.Refused;
        if (HasUnreadable || _misspelt is null) return HasUnreadable;
        foreach (var misspelt in _misspelt)
        {
            if (name.SequenceEqual(misspelt)) return true;
        }

        return false;
    }

    /// <summary>The text of a field, its default, or the empty text.</summary>
    public string Text(string name)
    {
        if (Find(name) is not { } slot) return IsZero ? "" : Type.DefaultOf(name) ?? "";
        return slot.State == SlotState.Read && slot.Value is ScalarNode scalar && !GoScalar.IsNull(scalar) ? scalar.Value : "";
    }

    /// <summary>The number of a field, its default, or 0.</summary>
    public double Number(string name)
    {
        if (Find(name) is { } slot) return slot.State == SlotState.Read && slot.Value is ScalarNode scalar ? GoScalar.Of(scalar).Float : 0;
        return IsZero || Type.DefaultOf(name) is not { } initial ? 0 : double.Parse(initial, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The duration of a field in nanoseconds, its default, or 0.</summary>
    public long Duration(string name) => PromDuration.Parse(Text(name), out var value) is null ? value : 0;

    /// <summary>The boolean of a field, its default, or false.</summary>
    public bool Truth(string name)
    {
        if (Find(name) is { } slot) return slot.State == SlotState.Read && slot.Value is ScalarNode scalar && GoScalar.Of(scalar) is { Kind: ScalarKind.Bool, Int: 1 };
        return !IsZero && Type.DefaultOf(name) == "true";
    }

    /// <summary>The texts of a list.</summary>
    public IEnumerable<ScalarNode> Texts(string name)
    {
        if (Find(name) is not { State: SlotState.Read, Value: SequenceNode list }) yield break;
        foreach (var item in list.Items)
        {
            if (item.Resolve() is ScalarNode scalar) yield return scalar;
        }
    }

    /// <summary>True when the field holds more than the zero value of its type; a section or a list of any length but 0 does.</summary>
    public bool IsSet(string name)
    {
        if (Find(name) is not { } slot) return !IsZero && Type.DefaultOf(name) is { } initial && initial is not ("0" or "false" or "0s");
        if (slot.State != SlotState.Read) return false;
        return slot.Field.Type.Kind switch
        {
            ValueKind.Struct => slot.Content is not null,
            ValueKind.List => slot.Value is SequenceNode { Items.Length: > 0 },
            ValueKind.Map or ValueKind.LabelSet => slot.Value is MappingNode { Entries.Length: > 0 },
            ValueKind.Bool => Truth(name),
            ValueKind.Int or ValueKind.Uint or ValueKind.Float => Number(name) != 0,
            ValueKind.Duration => Duration(name) != 0,
            ValueKind.Any => true,
            _ => Text(name).Length > 0,
        };
    }
}
