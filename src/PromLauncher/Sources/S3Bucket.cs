using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;
using PromLauncher.Aws;

namespace PromLauncher.Sources;

/// <summary>Calls on one bucket. When the bucket turns out to be in another region, the client switches to that region for good.</summary>
internal sealed class S3Bucket(AwsContext aws, S3Location location) : IDisposable
{
    private AmazonS3Client? _client;
    private string? _region;

    /// <summary>Makes a call.</summary>
    /// <exception cref="Telemetry.FailureException">It failed.</exception>
    public async Task<T> CallAsync<T>(Func<AmazonS3Client, Task<T>> call, string action, string? key, CancellationToken cancellation)
    {
        try
        {
            var client = await ClientAsync(cancellation).ConfigureAwait(false);
            try
            {
                // The SDK doesn't pass its token to credential providers: WaitAsync ends the wait anyway.
                return await call(client).WaitAsync(cancellation).ConfigureAwait(false);
            }
            catch (AmazonServiceException e) when (OtherRegion(e) is { } region && region != _region)
            {
                aws.Options.Log.Info("the bucket is in another region", [("bucket", location.Bucket), ("region", region)]);
                return await call(Open(region)).WaitAsync(cancellation).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (S3Failure.IsFailure(e, cancellation))
        {
            throw await S3Failure.DescribeAsync(e, aws, location, action, key, cancellation).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client?.Dispose();

    private async Task<AmazonS3Client> ClientAsync(CancellationToken cancellation)
    {
        if (_client is not null) return _client;

        // S3 reports where a bucket is, so with no region known the first guess may be wrong.
        return Open(RegionOfArn() ?? await aws.Region.FindAsync(cancellation).ConfigureAwait(false) ?? "us-east-1");
    }

    private AmazonS3Client Open(string region)
    {
        _client?.Dispose();
        _region = region;
        return _client = aws.CreateS3(region, pathStyle: !IsArn);
    }

    private bool IsArn => location.Bucket.StartsWith("arn:", StringComparison.Ordinal);

    private string? RegionOfArn() => IsArn ? location.Bucket.Split(':')[3] : null;

    /// <summary>The region that S3 names when the request went to the wrong one (301, 307, or 400 AuthorizationHeaderMalformed), or null.</summary>
    private static string? OtherRegion(AmazonServiceException e)
    {
        if (e.StatusCode is not (HttpStatusCode.MovedPermanently or HttpStatusCode.TemporaryRedirect or HttpStatusCode.BadRequest or HttpStatusCode.Forbidden))
            return null;
        for (Exception? inner = e; inner is not null; inner = inner.InnerException)
        {
            if (inner is HttpErrorResponseException response && response.Response.GetHeaderValue("x-amz-bucket-region") is { Length: > 0 } region) return region;
        }

        if (e is not AmazonS3Exception { ResponseBody: { } body }) return null;
        const string open = "<Region>";
        var start = body.IndexOf(open, StringComparison.Ordinal);
        var end = body.IndexOf("</Region>", StringComparison.Ordinal);
        return start >= 0 && end > start ? body[(start + open.Length)..end] : null;
    }
}
