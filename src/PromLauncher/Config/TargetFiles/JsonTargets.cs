using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using PromLauncher.Config.Document;
using PromLauncher.Config.Validation;

namespace PromLauncher.Config.TargetFiles;

/// <summary>
/// Reads a list of targets in JSON as Go's encoding/json does: field names in any case, <c>null</c> for an absent value, the last of two equal keys,
/// and unlike YAML no number in place of a string.
/// </summary>
internal sealed class JsonTargets(string file, ReadOnlyMemory<byte> bytes, TargetFileOptions options)
{
    private readonly Findings _findings = new(file);
    private readonly SourceText _source = SourceText.Decode(Readable(bytes), out _);

    /// <summary>Every finding.</summary>
    public IEnumerable<Diagnostic> Check()
    {
        var reader = new Utf8JsonReader(bytes.Span, new JsonReaderOptions { MaxDepth = 1000 });
        try
        {
            reader.Read();
            Groups(ref reader);
            while (reader.Read())
            {
                // Anything after the list is an error, which the reader throws.
            }
        }
        catch (JsonException e)
        {
            var at = bytes.Length == 0 ? 0 : OffsetOf(e);
            Tell(FindingKind.InvalidJson, at, at + 1, bytes.Length == 0 ? "The file is empty, and Prometheus reads it as JSON." : "This is not valid JSON.",
                "Write a list such as [{\"targets\": [\"host:9100\"]}], or name the file .yml.");
        }

        return _findings.All;
    }

    private void Groups(ref Utf8JsonReader reader)
    {
        if (!Enter(ref reader, JsonTokenType.StartArray, "A list of targets must be a list of groups", "Write [{\"targets\": [\"host:9100\"]}].")) return;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.Null) Tell(reader, FindingKind.RequiredField, "This group of targets is empty.", "Remove it.");
            else Group(ref reader);
        }
    }

    private void Group(ref Utf8JsonReader reader)
    {
        if (!Enter(ref reader, JsonTokenType.StartObject, "A group of targets must be an object", "Write {\"targets\": [\"host:9100\"], \"labels\": {}}.")) return;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonText.Decode(reader.ValueSpan);
            if (IsField(name, "targets"))
            {
                reader.Read();
                Targets(ref reader);
            }
            else if (IsField(name, "labels"))
            {
                reader.Read();
                Labels(ref reader);
            }
            else
            {
                Tell(reader, FindingKind.UnknownField, $"\"{Runes.Shortened(name)}\" is not a field of a group of targets.", "Known fields: `targets`, `labels`.");
                reader.Read();
                reader.Skip();
            }
        }
    }

    private void Targets(ref Utf8JsonReader reader)
    {
        if (!Enter(ref reader, JsonTokenType.StartArray, "`targets` must be a list", null)) return;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (Text(ref reader, "A target") is { } address && TargetFileRules.Address(address, options) is var (severity, message, help))
                Tell(reader, FindingKind.InvalidTarget, message, help, severity);
        }
    }

    private void Labels(ref Utf8JsonReader reader)
    {
        if (!Enter(ref reader, JsonTokenType.StartObject, "`labels` must be an object", null)) return;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (TargetFileRules.LabelName(JsonText.Decode(reader.ValueSpan), options) is { } message) Tell(reader, FindingKind.InvalidLabelName, message, TargetFileRules.LabelHelp(options));
            reader.Read();
            Text(ref reader, "The value of a label");
        }
    }

    /// <summary>Go folds case by Unicode's simple rules, by which the long s is an s; no field has a k, whose other form is the kelvin sign.</summary>
    private static bool IsField(string name, string field) => name.Replace('\u017F', 's').Equals(field, StringComparison.OrdinalIgnoreCase);

    /// <summary>True when the value is of this kind. <c>null</c> is accepted; anything else is reported and skipped.</summary>
    private bool Enter(ref Utf8JsonReader reader, JsonTokenType kind, string message, string? help)
    {
        if (reader.TokenType == kind) return true;
        if (reader.TokenType == JsonTokenType.Null) return false;
        Tell(reader, FindingKind.WrongType, $"{message}; found {Kind(reader)}.", help);
        reader.Skip();
        return false;
    }

    private string? Text(ref Utf8JsonReader reader, string what)
    {
        if (reader.TokenType == JsonTokenType.String) return JsonText.Decode(reader.ValueSpan);
        if (reader.TokenType == JsonTokenType.Null) return "";
        Tell(reader, FindingKind.WrongType, $"{what} must be a string in JSON; found {Kind(reader)}.", "Put it in double quotes.");
        reader.Skip();
        return null;
    }

    private static string Kind(Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartArray => "a list",
        JsonTokenType.StartObject => "an object",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        _ => "a string",
    };

    private void Tell(Utf8JsonReader reader, FindingKind kind, string message, string? help, Severity severity = Severity.Error)
    {
        var length = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? reader.ValueSpan.Length + 2 : Math.Max(1, reader.ValueSpan.Length);
        Tell(kind, (int)reader.TokenStartIndex, (int)reader.TokenStartIndex + length, message, help, severity);
    }

    private void Tell(FindingKind kind, int start, int end, string message, string? help, Severity severity = Severity.Error)
    {
        var span = _source.Span(Clamp(_source.CharAt(start)), Clamp(_source.CharAt(end)));
        _findings.Add(kind, severity, new ScalarNode(span, "", ScalarStyle.Plain), message, help, TargetFile.Url);
    }

    /// <summary>For positions only: invalid UTF-8 becomes the same number of question marks, so that positions after it are right as well.</summary>
    private static ReadOnlyMemory<byte> Readable(ReadOnlyMemory<byte> bytes)
    {
        if (Utf8.IsValid(bytes.Span)) return bytes;
        var copy = bytes.ToArray();
        for (var at = 0; at < copy.Length;)
        {
            var isGood = Rune.DecodeFromUtf8(copy.AsSpan(at), out _, out var length) == OperationStatus.Done;
            if (!isGood) copy.AsSpan(at, length).Fill((byte)'?');
            at += length;
        }

        return copy;
    }

    private int Clamp(int index) => Math.Clamp(index, 0, _source.Text.Length);

    /// <summary>Lines and bytes in the exception count from 0.</summary>
    private int OffsetOf(JsonException e)
    {
        var content = bytes.Span;
        var start = 0;
        for (var line = e.LineNumber ?? 0; line > 0 && content[start..].IndexOf((byte)'\n') is >= 0 and var next; line--) start += next + 1;
        return Math.Min(bytes.Length, start + (int)(e.BytePositionInLine ?? 0));
    }
}
