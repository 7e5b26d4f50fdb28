using System.Buffers;
using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace PromLauncher.Aws;

/// <summary>A request whose content only its marshaller knows.</summary>
internal sealed class JsonRequest : AmazonWebServiceRequest;

/// <summary>A response as its reader made it.</summary>
internal sealed class JsonBody<T> : AmazonWebServiceResponse
{
    public T? Value { get; init; }
}

/// <summary>Writes a JSON 1.1 request.</summary>
internal sealed class JsonRequestMarshaller(AwsService service, string operation, Action<Utf8JsonWriter> write)
    : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var body = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        var request = new DefaultRequest(input, service.Id)
        {
            HttpMethod = "POST",
            ResourcePath = "/",
            Content = body.WrittenSpan.ToArray(),
        };
        request.Headers["X-Amz-Target"] = $"{service.TargetPrefix}.{operation}";
        request.Headers["Content-Type"] = "application/x-amz-json-1.1";
        request.Headers["x-amz-api-version"] = service.ApiVersion;
        return request;
    }
}

/// <summary>Hands the body to its reader, and makes exceptions of errors.</summary>
internal sealed class JsonBodyUnmarshaller<T>(Func<ReadOnlyMemory<byte>, T> read) : JsonResponseUnmarshaller
{
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        var length = input.ResponseData.ContentLength;
        using var buffer = new MemoryStream(length is > 0 and < 64 * 1024 * 1024 ? (int)length : 4096);
        input.Stream.CopyTo(buffer);
        return new JsonBody<T> { Value = read(buffer.GetBuffer().AsMemory(0, (int)buffer.Length)) };
    }

    public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var reader = new StreamingUtf8JsonReader(input.Stream, 4096, input.JsonMaxDepth);
        var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(input, ref reader);
        return new AmazonServiceException(error.Message, innerException, error.Type, error.Code, error.RequestId, statusCode);
    }
}
