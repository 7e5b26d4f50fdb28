using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace PromLauncher.LocalAws.Http;

/// <summary>Responses in the formats of AWS's protocols.</summary>
internal static class Answers
{
    public static Task JsonAsync(this AwsRequest request, JsonNode body, int status = 200, string contentType = "application/json") =>
        request.AnswerAsync(status, contentType, Encoding.UTF8.GetBytes(body.ToJsonString()));

    /// <summary>An error of the JSON 1.1 protocol.</summary>
    public static Task JsonErrorAsync(this AwsRequest request, AwsException error)
    {
        request.HttpContext.Response.Headers["x-amzn-ErrorType"] = error.Code;
        return request.JsonAsync(new JsonObject { ["__type"] = error.Code, ["message"] = error.Message }, error.Status, "application/x-amz-json-1.1");
    }

    public static Task XmlAsync(this AwsRequest request, XElement body, int status = 200) =>
        request.AnswerAsync(status, "application/xml", Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + body.ToString(SaveOptions.DisableFormatting)));

    public static Task TextAsync(this AwsRequest request, string body, int status = 200) => request.AnswerAsync(status, "text/plain", Encoding.UTF8.GetBytes(body));

    /// <summary>The body as JSON.</summary>
    public static JsonNode Json(this AwsRequest request)
    {
        try
        {
            return (request.Body.Length == 0 ? null : JsonNode.Parse(request.Body.Span)) ?? new JsonObject();
        }
        catch (JsonException)
        {
            throw new AwsException(400, "SerializationException", "The body is not JSON.");
        }
    }
}
