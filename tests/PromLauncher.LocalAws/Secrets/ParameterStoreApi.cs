using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using PromLauncher.LocalAws.Http;

namespace PromLauncher.LocalAws.Secrets;

/// <summary>
/// Systems Manager's Parameter Store: GetParameter and GetParameters
/// (https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html).
/// </summary>
public sealed class ParameterStoreApi : JsonService
{
    /// <summary>The maximum number of names in one request.</summary>
    private const int MostNames = 10;

    private readonly ConcurrentDictionary<(string Region, string Name), Parameter> _parameters = new();

    internal ParameterStoreApi()
    {
    }

    /// <inheritdoc/>
    public override string Name => "ssm";

    /// <inheritdoc/>
    protected override string Target => "AmazonSSM";

    /// <summary>Puts a new version of a parameter.</summary>
    public void Put(string name, string value, bool isSecure = true, string region = "eu-west-1") =>
        _parameters.AddOrUpdate((region, name), new Parameter([value], isSecure), (_, before) => new Parameter([.. before.Values, value], isSecure));

    /// <summary>Deletes a parameter.</summary>
    public void Delete(string name, string region = "eu-west-1") => _parameters.TryRemove((region, name), out _);

    /// <inheritdoc/>
    protected override async Task<JsonObject> CallAsync(AwsRequest request, string operation, JsonObject input)
    {
        List<string> names = operation switch
        {
            "GetParameters" => input.Texts("Names"),
            "GetParameter" => [input.Text("Name") ?? ""],
            _ => throw UnknownOperation(operation),
        };
        if (names.Count is 0 or > MostNames)
            throw new AwsException(400, "ValidationException", "1 validation error detected: Value at 'names' failed to satisfy constraint: Member must have length less than or equal to 10");
        await request.AuthorizeAsync("ssm:" + operation, [.. names.Select(name => Arn(request, Split(name).Name))]);
        var (found, missing) = (new JsonArray(), new List<string>());
        foreach (var name in names.Distinct(StringComparer.Ordinal))
        {
            if (Find(request, name, input.Flag("WithDecryption")) is { } parameter) found.Add(parameter);
            else missing.Add(name);
        }

        if (operation == "GetParameters") return new JsonObject { ["Parameters"] = found, ["InvalidParameters"] = JsonInput.ToArray(missing) };
        return found.Count == 1 ? new JsonObject { ["Parameter"] = found[0]!.DeepClone() } : throw new AwsException(400, "ParameterNotFound", "");
    }

    private JsonObject? Find(AwsRequest request, string asked, bool isDecrypted)
    {
        var (name, selector) = Split(asked);
        if (!_parameters.TryGetValue((request.Region, name), out var parameter)) return null;
        var version = parameter.Values.Length;
        if (selector is not null && (!int.TryParse(selector, CultureInfo.InvariantCulture, out version) || version < 1 || version > parameter.Values.Length)) return null;
        return new JsonObject
        {
            ["Name"] = name,
            ["Type"] = parameter.IsSecure ? "SecureString" : "String",
            ["Value"] = parameter.IsSecure && !isDecrypted ? "AQICAHh-encrypted" : parameter.Values[version - 1],
            ["Version"] = version,
            ["Selector"] = selector is null ? null : ":" + selector,
            ["ARN"] = Arn(request, name),
            ["DataType"] = "text",
        };
    }

    /// <summary>A name and what follows its colon; an ARN's name is what follows <c>:parameter</c>.</summary>
    private static (string Name, string? Selector) Split(string asked)
    {
        var name = asked;
        if (asked.StartsWith("arn:", StringComparison.Ordinal))
        {
            name = string.Join(':', asked.Split(':').Skip(5))["parameter".Length..];
            if (name.IndexOf('/', 1) < 0) name = name.TrimStart('/');
        }

        return name.Split(':', 2) is [var before, var selector] ? (before, selector) : (name, null);
    }

    private static string Arn(AwsRequest request, string name) => $"arn:aws:ssm:{request.Region}:{request.Account}:parameter/{name.TrimStart('/')}";

    private sealed record Parameter(string[] Values, bool IsSecure);
}
