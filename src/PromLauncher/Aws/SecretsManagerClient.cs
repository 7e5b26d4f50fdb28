using System.Text.Json;

namespace PromLauncher.Aws;

/// <summary>AWS Secrets Manager, read-only.</summary>
internal sealed class SecretsManagerClient(AwsContext aws, string region) : JsonServiceClient(aws, SecretsManager, region)
{
    private static readonly AwsService SecretsManager = new("Secrets Manager", "secretsmanager", "secretsmanager", "2017-10-17");

    /// <summary>Reads a secret's value.</summary>
    /// <param name="id">Its name or ARN.</param>
    /// <param name="stage">The staging label, or null for <c>AWSCURRENT</c>.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>Its text, or null when the secret is binary.</returns>
    public Task<string?> GetSecretValueAsync(string id, string? stage, CancellationToken cancellation) =>
        CallAsync(
            "GetSecretValue",
            writer =>
            {
                writer.WriteString("SecretId", id);
                if (stage is not null) writer.WriteString("VersionStage", stage);
            },
            ReadText,
            cancellation);

    private static string? ReadText(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        return document.RootElement.TryGetProperty("SecretString", out var text) ? text.GetString() : null;
    }
}
