using System.Text.Json;
using System.Text.Json.Nodes;

namespace PromLauncher.LocalAws.Http;

/// <summary>Members of a request's JSON; a wrong type is refused as by the services.</summary>
internal static class JsonInput
{
    /// <summary>A string, or null when it is absent.</summary>
    public static string? Text(this JsonObject input, string name) => input[name] is not { } node ? null
        : node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : throw Wrong(name, "a string");

    /// <summary>A whole number, or null when it is absent.</summary>
    public static long? Number(this JsonObject input, string name) => input[name] is not { } node ? null
        : node is JsonValue value && value.TryGetValue<long>(out var number) ? number : throw Wrong(name, "a number");

    /// <summary>True or false; absent is false.</summary>
    public static bool Flag(this JsonObject input, string name) => input[name]?.GetValueKind() == JsonValueKind.True;

    /// <summary>A list of strings; absent is empty.</summary>
    public static List<string> Texts(this JsonObject input, string name) => input[name] switch
    {
        null => [],
        JsonArray array => [.. array.Select(item => item?.GetValueKind() == JsonValueKind.String ? item.GetValue<string>() : throw Wrong(name, "a list of strings"))],
        _ => throw Wrong(name, "a list of strings"),
    };

    /// <summary>Strings as a JSON array.</summary>
    public static JsonArray ToArray(IEnumerable<string> texts) => [.. texts.Select(static text => (JsonNode)text)];

    /// <summary>A time in JSON 1.1: seconds since 1970, with a fraction.</summary>
    public static JsonNode Time(DateTimeOffset time) => JsonValue.Create(time.ToUnixTimeMilliseconds() / 1000.0);

    private static AwsException Wrong(string name, string wanted) => new(400, "SerializationException", $"{name} must be {wanted}.");
}
