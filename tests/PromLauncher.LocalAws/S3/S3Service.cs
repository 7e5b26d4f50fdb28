using System.Collections.Concurrent;
using System.Xml.Linq;
using PromLauncher.LocalAws.Http;

namespace PromLauncher.LocalAws.S3;

/// <summary>Simple Storage Service: the calls needed to read a configuration, with buckets in path style and in host style.</summary>
public sealed class S3Service(TimeProvider time) : IAwsService
{
    private readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Name => "s3";

    /// <summary>Creates a bucket, or returns the existing one.</summary>
    public Bucket Create(string name, string region = "us-east-1") => _buckets.GetOrAdd(name, _ => new Bucket(name, region, time));

    /// <summary>A bucket, or null.</summary>
    public Bucket? Find(string name) => _buckets.GetValueOrDefault(name);

    /// <inheritdoc/>
    public Task AnswerAsync(AwsRequest request)
    {
        var (bucket, key) = Address(request);
        if (bucket.Length == 0) return ListBucketsAsync(request);
        return key.Length == 0 ? BucketAsync(request, bucket) : ObjectAsync(request, bucket, key);
    }

    /// <inheritdoc/>
    public Task AnswerErrorAsync(AwsRequest request, AwsException error)
    {
        foreach (var (name, value) in error.Headers) request.HttpContext.Response.Headers[name] = value;
        return request.XmlAsync(
            new XElement("Error", new XElement("Code", error.Code), new XElement("Message", error.Message),
                error.Details.Select(static detail => new XElement(detail.Key, detail.Value)), new XElement("RequestId", "4442587FB7D0A2F9"), new XElement("HostId", "local")),
            error.Status);
    }

    /// <inheritdoc/>
    public AwsException Denied(string principal, string action, string resource) => new(403, "AccessDenied",
        $"User: {principal} is not authorized to perform: {action} on resource: \"{resource}\" because no identity-based policy allows the {action} action");

    /// <inheritdoc/>
    public AwsException Throttled() => new(503, "SlowDown", "Please reduce your request rate.");

    /// <inheritdoc/>
    public AwsException Unavailable() => Throttled();

    private (string Bucket, string Key) Address(AwsRequest request)
    {
        var path = Uri.UnescapeDataString(request.RawPath)[1..];
        var host = request.HttpContext.Request.Host.Host;
        var dot = host.IndexOf('.', StringComparison.Ordinal);
        if (dot > 0 && _buckets.ContainsKey(host[..dot])) return (host[..dot], path);
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (path, "") : (path[..slash], path[(slash + 1)..]);
    }

    private async Task ListBucketsAsync(AwsRequest request)
    {
        await request.AuthorizeAsync("s3:ListAllMyBuckets", "*");
        await request.XmlAsync(new XElement(S3Xml.Namespace + "ListAllMyBucketsResult", new XElement(S3Xml.Namespace + "Buckets",
            _buckets.Keys.Order(StringComparer.Ordinal).Select(name => new XElement(S3Xml.Namespace + "Bucket",
                new XElement(S3Xml.Namespace + "Name", name), new XElement(S3Xml.Namespace + "CreationDate", S3Xml.Time(time.GetUtcNow())))))));
    }

    private async Task BucketAsync(AwsRequest request, string name)
    {
        var arn = $"arn:aws:s3:::{name}";
        if (request.Method == "PUT")
        {
            await request.AuthorizeAsync("s3:CreateBucket", arn);
            Create(name, request.Region);
            await request.AnswerAsync(200, "", default);
            return;
        }

        var isLocation = request.Query("location") is not null;
        var prefix = request.Query("prefix") ?? "";
        await request.AuthorizeAsync(isLocation ? "s3:GetBucketLocation" : "s3:ListBucket", arn, new Dictionary<string, string> { ["s3:prefix"] = prefix });
        var bucket = Here(request, name);
        if (isLocation) await request.XmlAsync(new XElement(S3Xml.Namespace + "LocationConstraint", bucket.Region == "us-east-1" ? null : bucket.Region));
        else if (request.Method == "HEAD") await request.AnswerAsync(200, "", default);
        else await request.XmlAsync(S3Xml.List(bucket, request));
    }

    private async Task ObjectAsync(AwsRequest request, string name, string key)
    {
        // S3 tells every caller whether a bucket exists.
        if (!_buckets.ContainsKey(name)) throw NoSuchBucket(name);
        var arn = $"arn:aws:s3:::{name}/{key}";
        switch (request.Method)
        {
            case "GET" or "HEAD":
                var version = request.Query("versionId");
                await request.AuthorizeAsync(version is null ? "s3:GetObject" : "s3:GetObjectVersion", arn);
                await ObjectAnswer.SendAsync(request, await FindAsync(request, Here(request, name), key, version));
                break;
            case "PUT":
                await request.AuthorizeAsync("s3:PutObject", arn);
                if (request.Header("x-amz-copy-source") is not null) throw NotImplemented();
                var encoding = request.Header("content-encoding")?.Replace("aws-chunked", "", StringComparison.Ordinal).Trim(',', ' ');
                var stored = Here(request, name).Put(key, request.Body, request.Header("content-type"), encoding is { Length: > 0 } ? encoding : null,
                    request.Header("x-amz-server-side-encryption-aws-kms-key-id"));
                ObjectAnswer.Describe(request, stored);
                await request.AnswerAsync(200, "", default);
                break;
            case "DELETE":
                await request.AuthorizeAsync("s3:DeleteObject", arn);
                Here(request, name).Delete(key);
                await request.AnswerAsync(204, "", default);
                break;
            default:
                throw NotImplemented();
        }
    }

    private static async Task<StoredObject> FindAsync(AwsRequest request, Bucket bucket, string key, string? version)
    {
        var stored = version is null ? bucket.Find(key) : bucket.Find(key, version);
        if (stored is { IsDeleteMarker: false })
        {
            if (stored.KmsKeyArn is { } kms) await request.AuthorizeAsync("kms:Decrypt", kms);
            return stored;
        }

        // Without permission to list, S3 hides whether a key exists.
        if (!request.May("s3:ListBucket", $"arn:aws:s3:::{bucket.Name}")) throw new AwsException(403, "AccessDenied", "Access Denied");
        throw version is not null && stored is null
            ? new AwsException(404, "NoSuchVersion", "The specified version does not exist.")
            : new AwsException(404, "NoSuchKey", "The specified key does not exist.") { Details = new Dictionary<string, string> { ["Key"] = key } };
    }

    /// <summary>The bucket, if it is in the region that the request is signed for; otherwise S3 returns its region in an error.</summary>
    private Bucket Here(AwsRequest request, string name)
    {
        var bucket = Find(name) ?? throw NoSuchBucket(name);
        request.HttpContext.Response.Headers["x-amz-bucket-region"] = bucket.Region;
        if (bucket.Region == request.Region) return bucket;
        var headers = new Dictionary<string, string> { ["x-amz-bucket-region"] = bucket.Region };
        throw request.Region == "us-east-1"
            ? new AwsException(400, "AuthorizationHeaderMalformed", $"The authorization header is malformed; the region '{request.Region}' is wrong; expecting '{bucket.Region}'")
            {
                Details = new Dictionary<string, string> { ["Region"] = bucket.Region },
                Headers = headers,
            }
            : new AwsException(301, "PermanentRedirect", "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.")
            {
                Details = new Dictionary<string, string> { ["Bucket"] = name, ["Endpoint"] = $"{name}.s3.{bucket.Region}.amazonaws.com" },
                Headers = headers,
            };
    }

    private static AwsException NoSuchBucket(string name) =>
        new(404, "NoSuchBucket", "The specified bucket does not exist") { Details = new Dictionary<string, string> { ["BucketName"] = name } };

    private static AwsException NotImplemented() => new(501, "NotImplemented", "A header or a call that you provided implies functionality that is not implemented here.");
}
