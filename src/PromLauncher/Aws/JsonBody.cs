using Amazon.Runtime;

namespace PromLauncher.Aws;

/// <summary>A response, as returned by its reader.</summary>
internal sealed class JsonBody<T> : AmazonWebServiceResponse
{
    public T? Value { get; init; }
}
