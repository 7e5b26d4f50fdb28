using System.Buffers;
using System.Text;
using System.Text.Json;

namespace PromLauncher.Config.Schema;

/// <summary>
/// Writes the configuration of a release as JSON Schema 2020-12 (https://json-schema.org/draft/2020-12), for editors and generators. It is generated
/// from the same data as our own verdict and accepts whatever Prometheus accepts; it leaves out what JSON Schema can't express.
/// A value may be a placeholder wherever placeholders are allowed.
/// </summary>
public static class JsonSchema
{
    private const string Root = "config";

    /// <summary>Writes the schema.</summary>
    /// <param name="version">The release.</param>
    public static string Write(PrometheusVersion version)
    {
        var schema = PrometheusSchema.For(version);
        var buffer = new ArrayBufferWriter<byte>(1 << 18);
        using (var writer = new Utf8JsonWriter(buffer, new() { Indented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            writer.WriteString("title", $"Configuration of Prometheus {schema.Version.ToMinorString()}");
            writer.WriteString("description", "Made by `promlauncher schema`. Values may be placeholders such as ${NAME} or ${ssm:/path}.");
            writer.WriteString("$ref", Reference(Root));
            writer.WriteStartObject("$defs");
            foreach (var name in Reachable(schema)) Section(writer, schema, schema.Struct(name));
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    /// <summary>The path of a section within the schema.</summary>
    internal static string Reference(string section) => $"#/$defs/{section}";

    /// <summary>The sections that can occur in a file of the release, in alphabetical order.</summary>
    private static SortedSet<string> Reachable(PrometheusSchema schema)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal) { Root };
        var open = new Stack<string>([Root]);
        while (open.TryPop(out var name))
        {
            foreach (var field in schema.Struct(name).Fields.Values)
            {
                var type = field.Type;
                while (type.Element is { } element) type = element;
                if (type.Kind == ValueKind.Struct && found.Add(type.Name!)) open.Push(type.Name!);
            }
        }

        return found;
    }

    private static void Section(Utf8JsonWriter writer, PrometheusSchema schema, StructType section)
    {
        writer.WriteStartObject(section.Name);
        writer.WriteString("description", section.Url);
        Types(writer, "object", "null");
        writer.WriteStartObject("properties");
        foreach (var (name, field) in section.Fields)
        {
            writer.WriteStartObject(name);
            JsonSchemaTypes.Write(writer, schema, field.Type);
            Default(writer, field);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteBoolean("additionalProperties", false);
        JsonSchemaRules.Write(writer, schema, section);
        writer.WriteEndObject();
    }

    private static void Default(Utf8JsonWriter writer, Field field)
    {
        if (field.Default is not { } text) return;
        if (field.Type.Kind is ValueKind.Int or ValueKind.Uint or ValueKind.Float or ValueKind.Bool)
        {
            writer.WritePropertyName("default");
            writer.WriteRawValue(text);
        }
        else
        {
            writer.WriteString("default", text);
        }
    }

    /// <summary>Writes <c>"type"</c>.</summary>
    internal static void Types(Utf8JsonWriter writer, params ReadOnlySpan<string> types)
    {
        writer.WriteStartArray("type");
        foreach (var type in types) writer.WriteStringValue(type);
        writer.WriteEndArray();
    }
}
