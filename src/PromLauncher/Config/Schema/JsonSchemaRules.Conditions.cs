namespace PromLauncher.Config.Schema;

/// <content>The conditions that rules consist of.</content>
internal sealed partial class JsonSchemaRules
{
    /// <summary>A field, <c>a.b</c> in the section <c>a</c>, is certainly set to more than an empty value.</summary>
    private void Set(string path, StructType? section = null)
    {
        section ??= _section;
        var dot = path.IndexOf('.');
        var name = dot < 0 ? path : path[..dot];
        Required(name);
        if (section.Find(name) is not { } field) return;
        Property(name, () =>
        {
            if (dot >= 0)
            {
                _writer.WriteString("type", "object");
                Set(path[(dot + 1)..], _schema.Struct(field.Type.Name!));
                return;
            }

            switch (field.Type.Kind)
            {
                case ValueKind.Struct:
                    _writer.WriteString("type", "object");
                    break;
                case ValueKind.List:
                    _writer.WriteString("type", "array");
                    _writer.WriteNumber("minItems", 1);
                    break;
                case ValueKind.Map or ValueKind.LabelSet:
                    _writer.WriteString("type", "object");
                    _writer.WriteNumber("minProperties", 1);
                    break;
                case ValueKind.Bool:
                    _writer.WriteBoolean("const", true);
                    break;
                case ValueKind.Int or ValueKind.Uint or ValueKind.Float:
                    _writer.WriteString("type", "number");
                    _writer.WriteStartObject("not");
                    _writer.WriteNumber("const", 0);
                    _writer.WriteEndObject();
                    break;
                case ValueKind.Duration:
                    _writer.WriteString("type", "string");
                    _writer.WriteString("pattern", "[1-9]");
                    break;
                default:
                    _writer.WriteString("type", "string");
                    _writer.WriteNumber("minLength", 1);
                    break;
            }
        });
    }

    /// <summary>A field is present, whatever its value.</summary>
    private void There(string path)
    {
        var dot = path.IndexOf('.');
        Required(dot < 0 ? path : path[..dot]);
        if (dot >= 0) Property(path[..dot], () => There(path[(dot + 1)..]));
    }

    private void OneOfThese(IReadOnlyList<string> fields)
    {
        _writer.WriteStartArray("anyOf");
        foreach (var field in fields)
        {
            _writer.WriteStartObject();
            There(field);
            _writer.WriteEndObject();
        }

        _writer.WriteEndArray();
    }

    private void Within(string path, Action write)
    {
        var dot = path.IndexOf('.');
        Property(dot < 0 ? path : path[..dot], () =>
        {
            if (dot < 0) write();
            else Within(path[(dot + 1)..], write);
        });
    }

    private void Both(Action one, Action other)
    {
        _writer.WriteStartArray("allOf");
        foreach (var part in (ReadOnlySpan<Action>)[one, other])
        {
            _writer.WriteStartObject();
            part();
            _writer.WriteEndObject();
        }

        _writer.WriteEndArray();
    }

    private void Not(Action write)
    {
        _writer.WriteStartObject("not");
        write();
        _writer.WriteEndObject();
    }

    private void Required(string name)
    {
        _writer.WriteStartArray("required");
        _writer.WriteStringValue(name);
        _writer.WriteEndArray();
    }

    private void Property(string name, Action write)
    {
        _writer.WriteStartObject("properties");
        _writer.WriteStartObject(name);
        write();
        _writer.WriteEndObject();
        _writer.WriteEndObject();
    }
}
