using System.Net;
using Amazon.Runtime;
using Amazon.S3.Model;
using PromLauncher.Aws;
using PromLauncher.Telemetry;

namespace PromLauncher.Sources;

/// <summary>One S3 object: one conditional GET per attempt, no HEAD before it.</summary>
/// <param name="location">Which.</param>
/// <param name="options">Limits and the main file's name.</param>
/// <param name="aws">How S3 is called.</param>
public sealed class S3ObjectSource(S3Location location, SourceOptions options, AwsContext aws) : ISource, IDisposable
{
    private readonly S3Bucket _bucket = new(aws, location);
    private Snapshot? _last;
    private string? _lastETag;

    /// <inheritdoc/>
    public async Task<Snapshot> FetchAsync(Snapshot? previous, CancellationToken cancellation)
    {
        var known = previous is not null && ReferenceEquals(previous, _last) ? _lastETag : null;
        var fetched = await S3Object.GetAsync(
            _bucket,
            new GetObjectRequest { BucketName = location.Bucket, Key = location.Key, VersionId = location.VersionId, EtagToNotMatch = known },
            new SizeBudget(options.MaxSize, location.Display),
            cancellation).ConfigureAwait(false);
        if (fetched is null) return previous!;
        _lastETag = fetched.ETag;
        var version = fetched.VersionId ?? fetched.ETag?.Trim('"') ?? "";
        return _last = new Snapshot(new Dictionary<string, ReadOnlyMemory<byte>> { [options.MainFile] = fetched.Content }, options.MainFile, version);
    }

    /// <inheritdoc/>
    public void Dispose() => _bucket.Dispose();
}

/// <summary>An object that was read.</summary>
/// <param name="Content">Its bytes, unpacked.</param>
/// <param name="ETag">Its ETag, quotes included.</param>
/// <param name="VersionId">Its version, or null where the bucket keeps none.</param>
internal sealed record S3Object(ReadOnlyMemory<byte> Content, string? ETag, string? VersionId)
{
    /// <summary>Reads an object; null when it still has the ETag that the request gives.</summary>
    public static Task<S3Object?> GetAsync(S3Bucket bucket, GetObjectRequest request, SizeBudget budget, CancellationToken cancellation) =>
        bucket.CallAsync<S3Object?>(
            async client =>
            {
                try
                {
                    using var response = await client.GetObjectAsync(request, cancellation).ConfigureAwait(false);
                    RequireReadable(response.Headers.ContentEncoding, $"s3://{request.BucketName}/{request.Key}");
                    var content = await budget.ReadAsync(response.ResponseStream, response.ContentLength, cancellation).ConfigureAwait(false);
                    return new S3Object(content, response.ETag ?? response.Headers["ETag"], response.VersionId is "null" or "" ? null : response.VersionId);
                }
                catch (AmazonServiceException e) when (e.StatusCode == HttpStatusCode.NotModified && request.EtagToNotMatch is not null)
                {
                    return null;
                }
            },
            request.VersionId is null ? "s3:GetObject" : "s3:GetObjectVersion",
            request.Key,
            cancellation);

    /// <summary>gzip is recognised by its first bytes; other encodings are not supported.</summary>
    internal static void RequireReadable(string? encoding, string place)
    {
        foreach (var part in (encoding ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.ToLowerInvariant() is not ("gzip" or "x-gzip" or "identity" or "aws-chunked"))
                throw new FailureException(FailureKind.Invalid, $"{place} is encoded as '{part}'.", "Upload it as it is, or compressed with gzip.");
        }
    }
}
