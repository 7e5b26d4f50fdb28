using System.Text.Json;
using Amazon.Runtime;

namespace PromLauncher.Aws;

/// <summary>A secret as named by a placeholder: <c>ID</c>, <c>ID#json-key</c>, either with <c>@STAGE</c>.</summary>
/// <param name="Id">Its name or ARN.</param>
/// <param name="Key">The member of a JSON secret, or null for the whole.</param>
/// <param name="Stage">The staging label, or null for the current version.</param>
internal readonly record struct SecretReference(string Id, string? Key, string? Stage)
{
    /// <summary>Parses a reference; the stage follows the last <c>@</c>.</summary>
    public static SecretReference Parse(string text)
    {
        var at = text.LastIndexOf('@');
        var stage = at > 0 && at < text.Length - 1 ? text[(at + 1)..] : null;
        var rest = stage is null ? text : text[..at];
        var hash = rest.IndexOf('#');
        return hash < 0 ? new SecretReference(rest, null, stage) : new SecretReference(rest[..hash], rest[(hash + 1)..], stage);
    }

    /// <summary>The region that an ARN names, or null.</summary>
    public string? Region => Id.StartsWith("arn:", StringComparison.Ordinal) && Id.Split(':') is { Length: > 5 } parts && parts[3].Length > 0 ? parts[3] : null;
}

/// <summary>Secrets Manager: a secret is read once, however many of its keys are requested.</summary>
/// <param name="aws">How AWS is called.</param>
internal sealed class SecretStore(AwsContext aws)
{
    private const string Action = "secretsmanager:GetSecretValue";

    /// <summary>Reads secrets; the result has the value or the reason for each reference.</summary>
    public async Task<Dictionary<string, AwsValue>> ReadAsync(IReadOnlyCollection<string> references, CancellationToken cancellation)
    {
        var values = new Dictionary<string, AwsValue>(StringComparer.Ordinal);
        var secrets = references.Distinct(StringComparer.Ordinal)
            .Select(text => (Text: text, Reference: SecretReference.Parse(text)))
            .GroupBy(one => (one.Reference.Id, one.Reference.Stage, one.Reference.Region));
        var limit = new CallLimit(aws.Options.Time);
        foreach (var secret in secrets)
        {
            var whole = await ReadAsync(secret.Key.Id, secret.Key.Stage, secret.Key.Region, limit, cancellation).ConfigureAwait(false);
            foreach (var (text, reference) in secret) values[text] = reference.Key is null ? whole : Member(whole, reference);
        }

        return values;
    }

    private async Task<AwsValue> ReadAsync(string id, string? stage, string? region, CallLimit limit, CancellationToken cancellation)
    {
        try
        {
            using var client = new SecretsManagerClient(aws, region ?? await aws.Region.GetAsync(cancellation).ConfigureAwait(false));
            var text = await limit.CallAsync(stop => client.GetSecretValueAsync(id, stage, stop), cancellation).ConfigureAwait(false);
            return text is null
                ? AwsValue.Missing($"The secret {id} is binary.")
                : AwsValue.Found(text, $"Secrets Manager, {client.Region}", secret: true);
        }
        catch (Exception e) when (!(e is OperationCanceledException && cancellation.IsCancellationRequested))
        {
            return Describe(e, id, stage);
        }
    }

    private static AwsValue Describe(Exception e, string id, string? stage)
    {
        if (e is not AmazonServiceException service) return AwsValue.Failed(AwsFailure.Describe(e, new AwsCall(Action, "the secret " + id)));
        return service.ErrorCode switch
        {
            "ResourceNotFoundException" => AwsValue.Missing(stage is null ? $"The secret {id} does not exist." : $"The secret {id} does not exist, or has no version at stage {stage}."),
            "InvalidRequestException" => AwsValue.Missing($"The secret {id} is about to be deleted, or has no value."),
            "DecryptionFailure" => new AwsValue(AwsValueOutcome.Refused) { Problem = $"The secret {id} can't be decrypted: allow kms:Decrypt on its key to the task role." },
            _ when AwsFailure.IsDenied(service) && service.Message.Contains("KMS", StringComparison.OrdinalIgnoreCase) =>
                new AwsValue(AwsValueOutcome.Refused) { Problem = $"The secret {id} can't be decrypted: allow kms:Decrypt on its key to the task role." },
            _ => AwsValue.Failed(AwsFailure.Describe(e, new AwsCall(Action, "the secret " + id))),
        };
    }

    private static AwsValue Member(AwsValue whole, SecretReference reference)
    {
        if (whole.Text is not { } text) return whole;
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return AwsValue.Missing($"The secret {reference.Id} is not a JSON object: it has no key {reference.Key}.");
            if (!document.RootElement.TryGetProperty(reference.Key!, out var member) || member.ValueKind == JsonValueKind.Null)
                return AwsValue.Missing($"The secret {reference.Id} has no key {reference.Key}.");
            return whole with { Text = member.ValueKind == JsonValueKind.String ? member.GetString()! : member.GetRawText() };
        }
        catch (JsonException)
        {
            // The parser's message would quote the secret.
            return AwsValue.Missing($"The secret {reference.Id} is not JSON: it has no key {reference.Key}.");
        }
    }
}
