using System.Text;
using System.Text.Json;

namespace PromLauncher.Config.Schema;

/// <summary>
/// Writes the types of values. An editor sees a file as YAML 1.2 while Prometheus reads YAML 1.1: <c>yes</c>, <c>0o14</c> and <c>1_000</c> reach the
/// schema as texts, and a null counts as absent nearly everywhere.
/// </summary>
internal static class JsonSchemaTypes
{
    /// <summary>A placeholder, anywhere in a text.</summary>
    private const string PlaceholderPattern = @"\$\{[A-Za-z_]";

    private const string Truth = "^([yY]|[nN]|yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF|null|~)$";
    private const string Number = @"^([-+]?(0[xX][0-9a-fA-F_]+|0[oO]?[0-7_]+|0[bB][01_]+|[0-9][0-9_]*(\.[0-9_]*)?([eE][-+]?[0-9_]+)?|\.[0-9_]+([eE][-+]?[0-9_]+)?|\.(inf|Inf|INF))|\.(nan|NaN|NAN)|null|~)$";

    // Units from large to small, each once; the lookahead requires at least one.
    private const string Duration = "^(0|null|~|(?=.)([0-9]+y)?([0-9]+w)?([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?)$";
    private const string Size = @"^[-+]?(0|(([0-9]+(\.[0-9]*)?|\.[0-9]+)([KMGTPE]i)?B)+|(([0-9]+(\.[0-9]*)?|\.[0-9]+)[KMGTPE]?B)+)$";

    /// <summary>Writes the keywords for a type into the open object.</summary>
    public static void Write(Utf8JsonWriter writer, PrometheusSchema schema, FieldType type)
    {
        switch (type.Kind)
        {
            case ValueKind.Struct:
                writer.WriteString("$ref", JsonSchema.Reference(type.Name!));
                break;
            case ValueKind.List:
                JsonSchema.Types(writer, "array", "null");
                writer.WriteStartObject("items");
                Write(writer, schema, type.Element!);
                writer.WriteEndObject();
                break;
            case ValueKind.Map:
            case ValueKind.LabelSet:
                Map(writer, schema, type);
                break;
            case ValueKind.Bool:
                JsonSchema.Types(writer, "boolean", "string", "null");
                Pattern(writer, Truth);
                break;
            case ValueKind.Int or ValueKind.Uint or ValueKind.Float:
                JsonSchema.Types(writer, "number", "string", "null");
                Pattern(writer, Number);
                break;
            case ValueKind.Duration:
                JsonSchema.Types(writer, "string", "number", "null");
                Pattern(writer, Duration);
                writer.WriteNumber("minimum", 0);
                writer.WriteNumber("maximum", 0);
                break;
            case ValueKind.Size:
                JsonSchema.Types(writer, "string", "number", "null");
                Pattern(writer, Size);
                writer.WriteNumber("minimum", 0);
                writer.WriteNumber("maximum", 0);
                break;
            case ValueKind.LabelName:
                LabelName(writer, schema);
                break;
            case ValueKind.Enum:
                Words(writer, schema, schema.Enum(type.Name!));
                break;
            case ValueKind.Any:
                break;
            default:
                JsonSchema.Types(writer, "string", "number", "boolean", "null");
                break;
        }
    }

    /// <summary>Writes a pattern that a text has to match unless it is a placeholder.</summary>
    public static void Pattern(Utf8JsonWriter writer, string pattern) => writer.WriteString("pattern", $"{pattern}|{PlaceholderPattern}");

    /// <summary>Writes that only a text with a placeholder in it is allowed.</summary>
    public static void Placeholder(Utf8JsonWriter writer)
    {
        writer.WriteString("type", "string");
        writer.WriteString("pattern", PlaceholderPattern);
    }

    private static void Map(Utf8JsonWriter writer, PrometheusSchema schema, FieldType type)
    {
        JsonSchema.Types(writer, "object", "null");
        if (type.Kind == ValueKind.LabelSet)
        {
            writer.WriteStartObject("propertyNames");
            LabelName(writer, schema);
            writer.WriteEndObject();
        }

        writer.WriteStartObject("additionalProperties");
        Write(writer, schema, type.Element ?? new(ValueKind.String));
        writer.WriteEndObject();
    }

    private static void LabelName(Utf8JsonWriter writer, PrometheusSchema schema)
    {
        JsonSchema.Types(writer, "string", "number", "boolean", "null");
        if (schema.Version.AtLeast(3, 0)) writer.WriteNumber("minLength", 1);
        else Pattern(writer, "^[a-zA-Z_][a-zA-Z0-9_]*$");
    }

    private static void Words(Utf8JsonWriter writer, PrometheusSchema schema, EnumType words)
    {
        writer.WriteStartArray("anyOf");
        writer.WriteStartObject();
        writer.WriteStartArray("enum");
        foreach (var word in words.For(schema.Version)) writer.WriteStringValue(word);
        if (words.IsLate) writer.WriteStringValue("");

        // Prometheus takes a quoted "null" as null, too.
        writer.WriteStringValue("null");
        writer.WriteStringValue("~");
        writer.WriteNullValue();
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteStartObject();
        if (words.IgnoresCase) AnyCase(writer, words.For(schema.Version));
        else Placeholder(writer);
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    /// <summary>Writes that a text is one of these words, ignoring case: JSON Schema's patterns have no flag for it.</summary>
    public static void AnyCase(Utf8JsonWriter writer, IEnumerable<string> words)
    {
        var pattern = new StringBuilder("^(");
        foreach (var word in words)
        {
            if (pattern.Length > 2) pattern.Append('|');
            foreach (var c in word) pattern.Append('[').Append(char.ToLowerInvariant(c)).Append(char.ToUpperInvariant(c)).Append(']');
        }

        writer.WriteString("type", "string");
        Pattern(writer, pattern.Append(")$").ToString());
    }
}
