using System.Text.Json;

namespace PromLauncher.Discovery.Ecs;

/// <summary>
/// Reads members of JSON objects directly from the response's bytes. Each method is called with the reader on the member's name and leaves it on
/// the end of its value; a value of an unexpected type counts as absent, as every member of a response may be.
/// </summary>
internal static class JsonMembers
{
    public delegate T Reader<out T>(ref Utf8JsonReader reader);

    /// <summary>A string that differs between responses; null when absent.</summary>
    public static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String) return reader.GetString();
        reader.Skip();
        return null;
    }

    /// <summary>A string that recurs in responses.</summary>
    public static string? Text(ref Utf8JsonReader reader, TextPool pool)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String) return pool.Get(ref reader);
        reader.Skip();
        return null;
    }

    /// <summary>An integer.</summary>
    public static int? Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number) return reader.TryGetInt32(out var number) ? number : null;
        reader.Skip();
        return null;
    }

    /// <summary>A list of objects; items that are not objects, or for which the reader returns null, are skipped.</summary>
    public static T[] Objects<T>(ref Utf8JsonReader reader, Reader<T?> read)
        where T : class
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return [];
        }

        List<T>? list = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject) reader.Skip();
            else if (read(ref reader) is { } item) (list ??= []).Add(item);
        }

        return list is null ? [] : [.. list];
    }

    /// <summary>A list of strings, each made by the given function.</summary>
    public static List<string> Texts(ref Utf8JsonReader reader, Reader<string> make)
    {
        var list = new List<string>();
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return list;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String) list.Add(make(ref reader));
            else reader.Skip();
        }

        return list;
    }

    /// <summary>A list of tags, with ECS's member names (<c>key</c>, <c>value</c>).</summary>
    public static Tag[] Tags(ref Utf8JsonReader reader, TextPool pool)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return [];
        }

        List<Tag>? tags = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            string? key = null, value = null;
            while (Next(ref reader))
            {
                if (reader.ValueTextEquals("key"u8)) key = Text(ref reader, pool);
                else if (reader.ValueTextEquals("value"u8)) value = Text(ref reader, pool);
                else Skip(ref reader);
            }

            if (key is { Length: > 0 }) (tags ??= []).Add(new Tag(key, value ?? ""));
        }

        return tags is null ? [] : [.. tags];
    }

    /// <summary>Moves to the next member's name; false at the object's end.</summary>
    public static bool Next(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>Skips the member's value.</summary>
    public static void Skip(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    /// <summary>Opens the response's object.</summary>
    /// <exception cref="JsonException">The response is not a JSON object.</exception>
    public static Utf8JsonReader Open(ReadOnlyMemory<byte> body)
    {
        var reader = new Utf8JsonReader(body.Span);
        return reader.Read() && reader.TokenType == JsonTokenType.StartObject ? reader : throw new JsonException("The answer is not a JSON object.");
    }
}
