using Amazon.S3;
using Amazon.S3.Model;
using PromLauncher.Aws;
using PromLauncher.Telemetry;

namespace PromLauncher.Sources;

/// <summary>
/// Every object under an S3 prefix. S3 has no snapshots, so one is built: list, read each changed object on condition of
/// its listed ETag, list again. A change in between is an upload in progress, and the result is discarded.
/// </summary>
/// <param name="location">The prefix.</param>
/// <param name="options">Limits and the main file's name.</param>
/// <param name="aws">How S3 is called.</param>
public sealed class S3PrefixSource(S3Location location, SourceOptions options, AwsContext aws) : ISource, IDisposable
{
    private const int Downloads = 8;

    /// <summary>Long enough for the rest of a small upload.</summary>
    private static readonly TimeSpan UploadDelay = TimeSpan.FromSeconds(1);

    private readonly S3Bucket _bucket = new(aws, location);
    private Snapshot? _last;
    private Dictionary<string, string> _lastListing = [];

    /// <inheritdoc/>
    public async Task<Snapshot> FetchAsync(Snapshot? previous, CancellationToken cancellation)
    {
        var known = previous is not null && ReferenceEquals(previous, _last) ? previous : null;
        var listing = await ListAsync(cancellation).ConfigureAwait(false);
        if (known is not null && Agree(listing, _lastListing)) return known;
        var files = await DownloadAsync(listing, known, cancellation).ConfigureAwait(false);
        if (!Agree(listing, await ListAsync(cancellation).ConfigureAwait(false))) throw Changing();
        _lastListing = listing;
        return _last = new Snapshot(files, options.MainFile, ContentVersion.Of(listing));
    }

    /// <inheritdoc/>
    public void Dispose() => _bucket.Dispose();

    /// <summary>ETags by path below the prefix.</summary>
    private async Task<Dictionary<string, string>> ListAsync(CancellationToken cancellation)
    {
        var tree = new FileTree(location.Display, options.MaxObjects);
        var budget = new SizeBudget(options.MaxSize, location.Display);
        var listing = new Dictionary<string, string>(StringComparer.Ordinal);
        string? next = null;
        do
        {
            var request = new ListObjectsV2Request { BucketName = location.Bucket, Prefix = location.Key, ContinuationToken = next };
            var page = await _bucket.CallAsync(client => client.ListObjectsV2Async(request, cancellation), "s3:ListBucket", null, cancellation).ConfigureAwait(false);
            foreach (var item in page.S3Objects ?? [])
            {
                // The console represents a folder by an empty object whose key ends in a slash.
                if (item.Key.EndsWith('/') && item.Size is 0 or null) continue;
                var path = item.Key[location.Key.Length..];
                tree.Add(path);
                budget.Take(item.Size ?? 0);
                listing[path] = item.ETag;
            }

            next = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (next is not null);

        if (!options.MainFileIsOptional) tree.Require(options.MainFile);
        return listing;
    }

    private async Task<Dictionary<string, ReadOnlyMemory<byte>>> DownloadAsync(
        Dictionary<string, string> listing, Snapshot? known, CancellationToken cancellation)
    {
        var budget = new SizeBudget(options.MaxSize, location.Display);
        var files = new Dictionary<string, ReadOnlyMemory<byte>>(listing.Count, StringComparer.Ordinal);
        var changed = new List<string>();
        foreach (var (path, tag) in listing)
        {
            if (known is not null && _lastListing.GetValueOrDefault(path) == tag && known.Files.TryGetValue(path, out var content))
            {
                budget.Take(content.Length);
                files[path] = content;
            }
            else
            {
                changed.Add(path);
            }
        }

        var contents = new ReadOnlyMemory<byte>[changed.Count];
        await Parallel.ForAsync(
            0,
            changed.Count,
            new ParallelOptions { MaxDegreeOfParallelism = Downloads, CancellationToken = cancellation },
            async (index, stop) => contents[index] = await GetAsync(changed[index], listing[changed[index]], budget, stop).ConfigureAwait(false)).ConfigureAwait(false);
        for (var i = 0; i < changed.Count; i++) files[changed[i]] = contents[i];
        return files;
    }

    private async Task<ReadOnlyMemory<byte>> GetAsync(string path, string tag, SizeBudget budget, CancellationToken cancellation)
    {
        var request = new GetObjectRequest { BucketName = location.Bucket, Key = location.Key + path, EtagToMatch = tag };
        try
        {
            return (await S3Object.GetAsync(_bucket, request, budget, cancellation).ConfigureAwait(false))!.Content;
        }
        catch (FailureException e) when (e.Kind == FailureKind.NotFound || e.InnerException is AmazonS3Exception { StatusCode: System.Net.HttpStatusCode.PreconditionFailed })
        {
            throw Changing(e);
        }
    }

    private static bool Agree(Dictionary<string, string> one, Dictionary<string, string> other)
    {
        if (one.Count != other.Count) return false;
        foreach (var (path, tag) in one)
        {
            if (other.GetValueOrDefault(path) != tag) return false;
        }

        return true;
    }

    private FailureException Changing(Exception? inner = null) => new(FailureKind.Unavailable,
        $"{location.Display} changed while it was read: an upload is in progress.", "No action is needed: it is read again.", inner)
    { Transient = true, RetryAfter = UploadDelay };
}
