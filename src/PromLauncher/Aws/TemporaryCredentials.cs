using System.Text.Json;
using Amazon.Runtime;

namespace PromLauncher.Aws;

/// <summary>Temporary credentials, as the container and instance endpoints return them.</summary>
/// <param name="Keys">The keys.</param>
/// <param name="Expiration">When they expire.</param>
public sealed record TemporaryCredentials(ImmutableCredentials Keys, DateTimeOffset Expiration)
{
    /// <summary>When to refresh credentials for which the endpoint gives no expiration.</summary>
    private static readonly TimeSpan AssumedLifetime = TimeSpan.FromHours(1);

    /// <summary>Parses <c>{"AccessKeyId": …, "SecretAccessKey": …, "Token": …, "Expiration": …}</c>.</summary>
    /// <exception cref="JsonException">It is not such an object.</exception>
    public static TemporaryCredentials Read(string json, TimeProvider time)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object) throw new JsonException("The credentials are not a JSON object.");
        var id = Text(root, "AccessKeyId");
        var secret = Text(root, "SecretAccessKey");
        if (id is null || secret is null)
            throw new JsonException($"There are no keys in the response: {Text(root, "Code") ?? Text(root, "code") ?? "no AccessKeyId"}.");
        var expiration = root.TryGetProperty(nameof(Expiration), out var end) && end.ValueKind == JsonValueKind.String && end.TryGetDateTimeOffset(out var parsed)
            ? parsed
            : time.GetUtcNow() + AssumedLifetime;
        return new TemporaryCredentials(new ImmutableCredentials(id, secret, Text(root, "Token")), expiration);
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    /// <summary>Leaves the keys out.</summary>
    public override string ToString() => "credentials";
}
