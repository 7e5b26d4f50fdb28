using System.Runtime.InteropServices;

namespace PromLauncher.Config.Schema;

/// <summary>A section as one Prometheus release knows it.</summary>
internal sealed class StructType
{
    private readonly Dictionary<string, Field> _fields = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Field> _others = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _defaults = new(StringComparer.Ordinal);
    private readonly List<RuleSpec> _rules = [];

    /// <summary>Its name in the schema.</summary>
    public required string Name { get; init; }

    /// <summary>The URL of its section in the upstream documentation.</summary>
    public required string Url { get; init; }

    /// <summary>True when Prometheus fills in defaults each time it reads the section, so that a second reading discards the first.</summary>
    public bool HasReader { get; init; }

    /// <summary>The fields of this release.</summary>
    public IReadOnlyDictionary<string, Field> Fields => _fields;

    /// <summary>Fields that other releases have.</summary>
    public IReadOnlyDictionary<string, Field> OtherFields => _others;

    /// <summary>The rules of this release, those of included sections first.</summary>
    public ReadOnlySpan<RuleSpec> Rules => CollectionsMarshal.AsSpan(_rules);

    /// <summary>The field of that name, or null.</summary>
    public Field? Find(string name) => _fields.TryGetValue(name, out var field) ? field : null;

    /// <summary>The value of a field that the file doesn't set; null for the zero value of its type. Rules ask this of many fields, and few have one.</summary>
    public string? DefaultOf(string name) => _defaults.TryGetValue(name, out var value) ? value : null;

    internal void Add(Field field, PrometheusVersion version)
    {
        if (!field.Versions.Contains(version))
        {
            _others[field.Name] = field;
            return;
        }

        _fields[field.Name] = field;
        if (field.Default is { } value) _defaults[field.Name] = value;
    }

    internal void Add(RuleSpec rule) => _rules.Add(rule);

    internal void Include(StructType other, bool inThisVersion)
    {
        foreach (var (name, field) in other._fields)
        {
            if (!inThisVersion) _others.TryAdd(name, field);
            else if (_fields.TryAdd(name, field) && field.Default is { } value) _defaults.Add(name, value);
        }

        foreach (var (name, field) in other._others) _others.TryAdd(name, field);
        if (inThisVersion) _rules.AddRange(other._rules);
    }
}
