using System.Globalization;
using System.Text;
using System.Text.Json;
using PromLauncher.Config.Document;

namespace PromLauncher.Tests.Config.Schema;

/// <summary>
/// A file as JSON, the way an editor sees it before it asks a JSON Schema: YAML 1.2's core schema (https://yaml.org/spec/1.2.2/#103-core-schema),
/// merge keys followed, the last of repeated keys.
/// </summary>
internal static class EditorView
{
    public static string? Json(string text)
    {
        var document = YamlDocument.Parse("prometheus.yml", Encoding.UTF8.GetBytes(text));
        if (document.IsBroken) return null;
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            if (document.Root is { } root) Write(writer, root);
            else writer.WriteNullValue();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, Node node)
    {
        switch (node.Resolve())
        {
            case MappingNode mapping:
                writer.WriteStartObject();
                var entries = new Dictionary<string, Node>();
                Gather(mapping, entries);
                foreach (var (key, value) in entries)
                {
                    writer.WritePropertyName(key);
                    Write(writer, value);
                }

                writer.WriteEndObject();
                break;
            case SequenceNode list:
                writer.WriteStartArray();
                foreach (var item in list.Items) Write(writer, item);
                writer.WriteEndArray();
                break;
            case ScalarNode scalar:
                Scalar(writer, scalar);
                break;
        }
    }

    private static void Gather(MappingNode mapping, Dictionary<string, Node> entries)
    {
        foreach (var (key, value) in mapping.Entries)
        {
            if (key is not ScalarNode { Value: "<<", Style: ScalarStyle.Plain })
            {
                entries[(key.Resolve() as ScalarNode)?.Value ?? "?"] = value;
                continue;
            }

            foreach (var part in value.Resolve() is SequenceNode list ? [.. list.Items] : new List<Node> { value })
            {
                if (part.Resolve() is MappingNode merged) Gather(merged, entries);
            }
        }
    }

    private static void Scalar(Utf8JsonWriter writer, ScalarNode scalar)
    {
        var text = scalar.Value;
        if (scalar.Tag is not null || scalar.Style != ScalarStyle.Plain) writer.WriteStringValue(text);
        else if (text is "" or "~" or "null" or "Null" or "NULL") writer.WriteNullValue();
        else if (text is "true" or "True" or "TRUE") writer.WriteBooleanValue(true);
        else if (text is "false" or "False" or "FALSE") writer.WriteBooleanValue(false);
        else if (text.Length < 18 && text.AsSpan().TrimStart("+-") is { IsEmpty: false } digits && !digits.ContainsAnyExceptInRange('0', '9')) writer.WriteNumberValue(long.Parse(text, CultureInfo.InvariantCulture));
        else if (text.Length < 18 && char.IsAsciiDigit(text[^1]) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)) writer.WriteNumberValue(number);
        else writer.WriteStringValue(text);
    }
}
