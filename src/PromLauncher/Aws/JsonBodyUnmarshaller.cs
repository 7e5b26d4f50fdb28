using System.Buffers;
using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace PromLauncher.Aws;

/// <summary>Passes the body to its reader, and turns errors into exceptions.</summary>
internal sealed class JsonBodyUnmarshaller<T>(Func<ReadOnlyMemory<byte>, T> read) : JsonResponseUnmarshaller
{
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        // Rented: a hundred tasks are 300 kB of JSON, too large an array to allocate for each response.
        var announced = input.ResponseData.ContentLength;
        var buffer = ArrayPool<byte>.Shared.Rent(announced is > 0 and < 64 * 1024 * 1024 ? (int)announced + 1 : 16 * 1024);
        try
        {
            var length = 0;
            for (int got; (got = input.Stream.Read(buffer.AsSpan(length))) > 0;)
            {
                length += got;
                if (length < buffer.Length) continue;
                var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                buffer.CopyTo(larger, 0);
                ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
                buffer = larger;
            }

            return new JsonBody<T> { Value = read(buffer.AsMemory(0, length)) };
        }
        finally
        {
            // The buffer may have held a secret from Secrets Manager.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var reader = new StreamingUtf8JsonReader(input.Stream, 4096, input.JsonMaxDepth);
        var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(input, ref reader);
        return new AmazonServiceException(error.Message, innerException, error.Type, error.Code, error.RequestId, statusCode);
    }
}
