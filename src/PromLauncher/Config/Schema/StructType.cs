using System.Runtime.InteropServices;

namespace PromLauncher.Config.Schema;

/// <summary>A section as one Prometheus release knows it.</summary>
internal sealed class StructType
{
    private readonly Dictionary<string, Field> _fields = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Field> _others = new(StringComparer.Ordinal);
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
    public Field? Find(string name) => _fields.GetValueOrDefault(name);

    internal void Add(Field field, PrometheusVersion version)
    {
        if (field.Versions.Contains(version)) _fields[field.Name] = field;
        else _others[field.Name] = field;
    }

    internal void Add(RuleSpec rule) => _rules.Add(rule);

    internal void Include(StructType other, bool inThisVersion)
    {
        foreach (var (name, field) in other._fields)
        {
            if (inThisVersion) _fields.TryAdd(name, field);
            else _others.TryAdd(name, field);
        }

        foreach (var (name, field) in other._others) _others.TryAdd(name, field);
        if (inThisVersion) _rules.AddRange(other._rules);
    }
}
