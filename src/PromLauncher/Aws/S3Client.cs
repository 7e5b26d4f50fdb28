using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;
using Amazon.S3.Internal;
using Amazon.S3.Model;

namespace PromLauncher.Aws;

/// <summary>
/// An S3 client that requests each key exactly as written, including one that begins with <c>/</c>. In path style (a given endpoint, or a bucket with dots in its name)
/// the SDK signs <c>/bucket//key</c>, which is right, but requests <c>/bucket/key</c>: joining the bucket's URL and the key, it takes the key's own slash for the separator.
/// With a separator at the end of that URL it neither adds nor drops one.
/// </summary>
/// <param name="credentials">The credentials.</param>
/// <param name="config">Region, endpoint, connections.</param>
internal sealed class S3Client(AWSCredentials credentials, AmazonS3Config config) : AmazonS3Client(credentials, config)
{
    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);

        // After the signer, which adds the separator itself.
        pipeline.AddHandlerAfter<Signer>(new BucketSeparator());

        // Runs on the response before the handler that compares content and ETag.
        pipeline.AddHandlerAfter<AmazonS3ResponseHandler>(new OpaqueETag());
    }

    private sealed class BucketSeparator : PipelineHandler
    {
        public override Task<T> InvokeAsync<T>(IExecutionContext executionContext)
        {
            var request = executionContext.RequestContext.Request;
            if (request.Endpoint is { } endpoint && !endpoint.AbsolutePath.EndsWith('/')) request.Endpoint = new Uri(endpoint.AbsoluteUri + "/");
            return base.InvokeAsync<T>(executionContext);
        }
    }

    /// <summary>
    /// The SDK takes every ETag without a hyphen for the content's MD5, and fails on one that is not hexadecimal (Azure behind a gateway: <c>0x8DBF…</c>).
    /// An ETag is opaque (RFC 9110, 8.8.3), so one that can't be an MD5 is hidden from that check.
    /// </summary>
    private sealed class OpaqueETag : PipelineHandler
    {
        public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
        {
            var response = await base.InvokeAsync<T>(executionContext).ConfigureAwait(false);
            if (response is GetObjectResponse { ETag: { } tag } found && !IsMd5(tag.AsSpan().Trim('"'))) (found.Headers["ETag"], found.ETag) = (tag, null);
            return response;
        }

        private static bool IsMd5(ReadOnlySpan<char> tag) => tag.Length == 32 && !tag.ContainsAnyExcept("0123456789abcdefABCDEF");
    }
}
