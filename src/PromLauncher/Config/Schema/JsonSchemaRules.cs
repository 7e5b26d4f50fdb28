using System.Globalization;
using System.Text.Json;

namespace PromLauncher.Config.Schema;

/// <summary>
/// Writes the rules of a section, as far as JSON Schema can express them. Prometheus checks whether a field is set to more than an empty value: here a
/// required field only has to be present, and an exclusive one only counts when it certainly has a value, so that nothing valid is refused.
/// </summary>
internal sealed partial class JsonSchemaRules
{
    private readonly Utf8JsonWriter _writer;
    private readonly PrometheusSchema _schema;
    private readonly StructType _section;
    private bool _isOpen;

    private JsonSchemaRules(Utf8JsonWriter writer, PrometheusSchema schema, StructType section) => (_writer, _schema, _section) = (writer, schema, section);

    /// <summary>Writes <c>allOf</c> into the open object, or nothing.</summary>
    public static void Write(Utf8JsonWriter writer, PrometheusSchema schema, StructType section)
    {
        var rules = new JsonSchemaRules(writer, schema, section);
        foreach (var rule in section.Rules) rules.Write(rule);
        if (rules._isOpen) writer.WriteEndArray();
    }

    private void Write(RuleSpec rule)
    {
        var fields = rule.Arguments;
        switch (rule.Name)
        {
            case "required" or "required-url" or "not-blank" or "not-empty":
                foreach (var field in fields)
                {
                    if (Exists(field) && !HasDefault(field)) Item(rule, () => There(field));
                }

                break;
            case "at-least-one":
                if (!AnyHasDefault(fields)) Item(rule, () => OneOfThese(fields));
                break;
            case "at-most-one" or "exactly-one":
                for (var i = 0; i < fields.Length; i++)
                {
                    for (var j = i + 1; j < fields.Length; j++) Exclude(rule, fields[i], fields[j]);
                }

                if (rule.Name == "exactly-one" && !AnyHasDefault(fields)) Item(rule, () => OneOfThese(fields));
                break;
            case "exclusive":
                Exclude(rule, fields[0], fields[1]);
                break;
            case "together":
                Needs(fields[0], [fields[1]]);
                Needs(fields[1], [fields[0]]);
                break;
            case "requires":
                Needs(fields[0], fields[1].Split('|'));
                break;
            case "one-of":
                Words(rule);
                break;
            case "absent":
                foreach (var field in fields) Item(rule, () => Not(() => There(field)), onlyWithWhen: true);
                break;
            case "forbidden":
                foreach (var field in fields) Item(rule, () => Not(() => Set(field)));
                break;
            case "positive":
                foreach (var field in fields) Item(rule, () => Within(field, () => _writer.WriteNumber("exclusiveMinimum", 0)));
                break;
            case "range":
                Item(rule, () => Within(fields[0], () =>
                {
                    _writer.WriteNumber("minimum", double.Parse(fields[1], CultureInfo.InvariantCulture));
                    if (double.Parse(fields[2], CultureInfo.InvariantCulture) is < 1e20 and var high) _writer.WriteNumber("maximum", high);
                }));
                break;
        }
    }

    /// <summary>An item of <c>allOf</c>, below its condition when the rule has one. A null section is not checked.</summary>
    private void Item(RuleSpec? rule, Action then, bool onlyWithWhen = false)
    {
        if (onlyWithWhen && rule?.When is null) return;
        if (!_isOpen) _writer.WriteStartArray("allOf");
        _isOpen = true;
        _writer.WriteStartObject();
        _writer.WriteStartObject("if");
        _writer.WriteString("type", "object");
        if (rule?.When is { } when) Condition(when, rule.Values);
        _writer.WriteEndObject();
        _writer.WriteStartObject("then");
        then();
        _writer.WriteEndObject();
        _writer.WriteEndObject();
    }

    private void Condition(string field, string[] values)
    {
        if (values.Length == 0)
        {
            Set(field);
            return;
        }

        // An absent field counts as its default.
        var initial = _section.Find(field)?.Default;
        if (initial is null || !values.Contains(initial)) Required(field);
        Property(field, () =>
        {
            _writer.WriteStartArray("enum");
            foreach (var value in values) _writer.WriteStringValue(value);
            _writer.WriteEndArray();
        });
    }

    private void Exclude(RuleSpec rule, string first, string second)
    {
        if (Exists(first) && Exists(second)) Item(rule, () => Not(() => Both(() => Set(first), () => Set(second))));
    }

    private void Needs(string field, IReadOnlyList<string> others)
    {
        if (!Exists(field) || AnyHasDefault(others)) return;
        Item(null, () =>
        {
            _writer.WriteStartObject("if");
            Set(field);
            _writer.WriteEndObject();
            _writer.WriteStartObject("then");
            OneOfThese(others);
            _writer.WriteEndObject();
        });
    }

    private void Words(RuleSpec rule)
    {
        var path = rule.Arguments[0];
        if (!Exists(path)) return;
        var mayBeEmpty = rule.Arguments[1] == "-";
        if (!mayBeEmpty && !HasDefault(path)) Item(rule, () => There(path));
        Item(rule, () => Within(path, () =>
        {
            _writer.WriteStartArray("anyOf");
            _writer.WriteStartObject();
            _writer.WriteStartArray("enum");
            foreach (var word in rule.Arguments)
            {
                if (word == path) continue;
                _writer.WriteStringValue(word == "-" ? "" : word);
            }

            if (mayBeEmpty) _writer.WriteNullValue();
            _writer.WriteEndArray();
            _writer.WriteEndObject();
            _writer.WriteStartObject();
            // The type of a DNS query may be written in any case.
            if (path == "type") JsonSchemaTypes.AnyCase(_writer, rule.Arguments.Skip(1));
            else JsonSchemaTypes.Placeholder(_writer);
            _writer.WriteEndObject();
            _writer.WriteEndArray();
        }));
    }

    private bool Exists(string path) => Locate(path) is not null;

    private bool HasDefault(string path) => Locate(path)?.Default is not null;

    private bool AnyHasDefault(IReadOnlyList<string> paths)
    {
        foreach (var path in paths)
        {
            if (HasDefault(path)) return true;
        }

        return false;
    }

    private Field? Locate(string path)
    {
        var section = _section;
        while (path.IndexOf('.') is > 0 and var dot)
        {
            if (section.Find(path[..dot])?.Type is not { Kind: ValueKind.Struct } type) return null;
            section = _schema.Struct(type.Name!);
            path = path[(dot + 1)..];
        }

        return section.Find(path);
    }
}
