using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using PromLauncher.Discovery.Targets;

namespace PromLauncher.Discovery.Files;

/// <summary>
/// Writes targets as Prometheus reads them: one group per target, targets and labels in the given order. The same targets give the same bytes.
/// </summary>
public static class FileSdWriter
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Writes them.</summary>
    public static void Write(IBufferWriter<byte> output, FileSdFormat format, IEnumerable<Target> targets)
    {
        if (format == FileSdFormat.Json) WriteJson(output, targets);
        else WriteYaml(output, targets);
    }

    private static void WriteYaml(IBufferWriter<byte> output, IEnumerable<Target> targets)
    {
        var none = true;
        foreach (var target in targets)
        {
            none = false;
            output.Write("- targets: ["u8);
            YamlText.WriteQuoted(output, target.Address);
            output.Write("]\n"u8);
            if (target.Labels.Count > 0) output.Write("  labels:\n"u8);
            foreach (var (name, value) in target.Labels)
            {
                output.Write("    "u8);
                YamlText.WriteKey(output, name);
                output.Write(": "u8);
                YamlText.WriteQuoted(output, value);
                output.Write("\n"u8);
            }
        }

        if (none) output.Write("[]\n"u8);
    }

    private static void WriteJson(IBufferWriter<byte> output, IEnumerable<Target> targets)
    {
        // One group per line, so that the file can be read and diffed.
        using var writer = new Utf8JsonWriter(output, Json);
        var none = true;
        foreach (var target in targets)
        {
            writer.Flush();
            output.Write(none ? "[\n"u8 : ",\n"u8);
            none = false;
            writer.Reset();
            writer.WriteStartObject();
            writer.WriteStartArray("targets");
            writer.WriteStringValue(target.Address);
            writer.WriteEndArray();
            writer.WriteStartObject("labels");
            foreach (var (name, value) in target.Labels) writer.WriteString(name, value);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.Flush();
        output.Write(none ? "[]\n"u8 : "\n]\n"u8);
    }
}
