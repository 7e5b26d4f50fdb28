using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using PromLauncher.LocalAws.Http;

namespace PromLauncher.LocalAws.Secrets;

/// <summary>Secrets Manager: GetSecretValue (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html).</summary>
public sealed class SecretsManagerApi : JsonService
{
    private readonly ConcurrentDictionary<(string Region, string Name, string Stage), string> _secrets = new();

    internal SecretsManagerApi()
    {
    }

    /// <inheritdoc/>
    public override string Name => "secretsmanager";

    /// <inheritdoc/>
    protected override string Target => "secretsmanager";

    /// <summary>Puts a secret's current version; the previous one becomes AWSPREVIOUS.</summary>
    public void Put(string name, string value, string region = "eu-west-1")
    {
        if (_secrets.TryGetValue((region, name, "AWSCURRENT"), out var before)) _secrets[(region, name, "AWSPREVIOUS")] = before;
        _secrets[(region, name, "AWSCURRENT")] = value;
    }

    /// <summary>The ARN of a secret, with the six characters that AWS appends to its name.</summary>
    public static string Arn(string name, string region = "eu-west-1", string account = LocalAwsServer.DefaultAccount) => $"arn:aws:secretsmanager:{region}:{account}:secret:{name}-a1B2c3";

    /// <inheritdoc/>
    protected override async Task<JsonObject> CallAsync(AwsRequest request, string operation, JsonObject input)
    {
        if (operation != "GetSecretValue") throw UnknownOperation(operation);
        var id = input.Text("SecretId") ?? throw new AwsException(400, "ValidationException", "SecretId is required.");
        var name = id.StartsWith("arn:", StringComparison.Ordinal) && id.EndsWith("-a1B2c3", StringComparison.Ordinal) ? id.Split(':', 7)[6][..^7] : id;
        await request.AuthorizeAsync("secretsmanager:GetSecretValue", Arn(name, request.Region, request.Account));
        var stage = input.Text("VersionStage") ?? "AWSCURRENT";
        if (!_secrets.TryGetValue((request.Region, name, stage), out var value))
            throw new AwsException(400, "ResourceNotFoundException", $"Secrets Manager can't find the specified secret value for staging label: {stage}");
        return new JsonObject
        {
            ["ARN"] = Arn(name, request.Region, request.Account),
            ["Name"] = name,
            ["SecretString"] = value,
            ["VersionStages"] = JsonInput.ToArray([stage]),
        };
    }
}
