using System.Text.Json;
using System.Text.Json.Nodes;
using PromLauncher.LocalAws.Http;

namespace PromLauncher.LocalAws;

/// <summary>
/// For scripts and other processes: <c>PUT /_local/faults</c> (one fault as JSON), <c>DELETE /_local/faults</c>, <c>GET /_local/calls</c>,
/// <c>PUT</c>, <c>GET</c> and <c>DELETE /_local/objects/BUCKET/KEY</c>, <c>GET /_local/health</c>.
/// </summary>
internal sealed class AdminEndpoint(LocalAwsServer server) : IUnsignedEndpoint
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public string Prefix => "/_local/";

    public Task AnswerAsync(AwsRequest request)
    {
        var what = Uri.UnescapeDataString(request.RawPath[Prefix.Length..]).Split('/', 3);
        switch (request.Method, what)
        {
            case ("PUT", ["faults"]):
                server.Faults.Add(JsonSerializer.Deserialize<Fault>(request.Body.Span, Json)!);
                return request.TextAsync("");
            case ("DELETE", ["faults"]):
                server.Faults.Clear();
                return request.TextAsync("");
            case ("GET", ["calls"]):
                return request.JsonAsync(JsonSerializer.SerializeToNode(server.Calls, Json) ?? new JsonArray());
            case ("PUT", ["objects", var bucket, var key]):
                server.S3.Create(bucket).Put(key, request.Body);
                return request.TextAsync("");
            case ("GET", ["objects", var bucket, var key]) when server.S3.Create(bucket).Find(key) is { IsDeleteMarker: false } found:
                return request.AnswerAsync(200, "text/plain", found.Content);
            case ("DELETE", ["objects", var bucket, var key]):
                server.S3.Create(bucket).Delete(key);
                return request.TextAsync("");
            case ("GET", ["health"]):
                return request.TextAsync("ok");
            default:
                return request.TextAsync("not found", 404);
        }
    }
}
