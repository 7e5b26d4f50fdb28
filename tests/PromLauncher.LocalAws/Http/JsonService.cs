using System.Text.Json.Nodes;

namespace PromLauncher.LocalAws.Http;

/// <summary>A service that speaks JSON 1.1 (https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html).</summary>
public abstract class JsonService : IAwsService
{
    private const string ContentType = "application/x-amz-json-1.1";

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <summary>The prefix of the operation in X-Amz-Target.</summary>
    protected abstract string Target { get; }

    /// <inheritdoc/>
    public async Task AnswerAsync(AwsRequest request)
    {
        var target = request.Header("x-amz-target")?.Split('.', 2);
        if (request.Method != "POST" || target is not [var service, var operation] || service != Target)
            throw new AwsException(400, "UnknownOperationException", "");
        if (request.Json() is not JsonObject input) throw new AwsException(400, "SerializationException", "Start of structure or map found where not expected.");
        await request.JsonAsync(await CallAsync(request, operation, input), contentType: ContentType);
    }

    /// <inheritdoc/>
    public Task AnswerErrorAsync(AwsRequest request, AwsException error)
    {
        // This protocol has no 403: a bad signature gets 400 as well.
        var status = error.Status == 403 ? 400 : error.Status;
        request.HttpContext.Response.Headers["x-amzn-ErrorType"] = error.Code;
        return request.JsonAsync(new JsonObject { ["__type"] = error.Code, ["message"] = error.Message }, status, ContentType);
    }

    /// <summary>Answers one operation.</summary>
    /// <exception cref="AwsException">The response is an error.</exception>
    protected abstract Task<JsonObject> CallAsync(AwsRequest request, string operation, JsonObject input);

    /// <summary>The error for an unknown operation.</summary>
    protected static AwsException UnknownOperation(string operation) => new(400, "UnknownOperationException", $"The operation {operation} is not implemented here.");
}
