using System.Globalization;
using System.Text;
using System.Xml.Linq;
using PromLauncher.LocalAws.Http;
using PromLauncher.LocalAws.Identity;

namespace PromLauncher.LocalAws.S3;

/// <summary>The listing of a bucket (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html).</summary>
internal static class S3Xml
{
    private const int PageSize = 1000;

    public static XNamespace Namespace { get; } = "http://s3.amazonaws.com/doc/2006-03-01/";

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static XElement List(Bucket bucket, AwsRequest request)
    {
        if (request.Query("list-type") != "2") throw new AwsException(501, "NotImplemented", "Only ListObjectsV2 is implemented here.");
        var prefix = request.Query("prefix") ?? "";
        var delimiter = request.Query("delimiter") ?? "";
        var size = Math.Min(PageSize, int.TryParse(request.Query("max-keys"), CultureInfo.InvariantCulture, out var wanted) ? wanted : PageSize);
        var after = request.Query("continuation-token") is { } token ? Encoding.UTF8.GetString(Convert.FromBase64String(token)) : request.Query("start-after") ?? "";
        var isEncoded = request.Query("encoding-type") == "url";

        var contents = new List<XElement>();
        var groups = new List<string>();
        string? last = null;
        var isTruncated = false;
        foreach (var (key, stored) in bucket.List())
        {
            if (!key.StartsWith(prefix, StringComparison.Ordinal) || string.CompareOrdinal(key, after) <= 0) continue;
            var cut = delimiter.Length == 0 ? -1 : key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
            var group = cut < 0 ? null : key[..(cut + delimiter.Length)];
            if (group is not null && (groups.Contains(group) || (after.Length > 0 && string.CompareOrdinal(group, after) <= 0)))
            {
                if (last is not null) last = key;
                continue;
            }

            if (contents.Count + groups.Count == size)
            {
                isTruncated = true;
                break;
            }

            last = key;
            if (group is not null) groups.Add(group);
            else contents.Add(Element("Contents", Element("Key", Text(key)), Element("LastModified", Time(stored.LastModified)), Element("ETag", $"\"{stored.ETag}\""),
                Element("Size", stored.Content.Length), Element("StorageClass", "STANDARD")));
        }

        return Element("ListBucketResult",
            Element("Name", bucket.Name), Element("Prefix", Text(prefix)), Element("KeyCount", contents.Count + groups.Count), Element("MaxKeys", size),
            delimiter.Length > 0 ? Element("Delimiter", Text(delimiter)) : null, isEncoded ? Element("EncodingType", "url") : null,
            Element("IsTruncated", isTruncated ? "true" : "false"),
            isTruncated ? Element("NextContinuationToken", Convert.ToBase64String(Encoding.UTF8.GetBytes(last ?? ""))) : null,
            contents, groups.Select(group => Element("CommonPrefixes", Element("Prefix", Text(group)))));

        string Text(string value) => isEncoded ? CanonicalRequest.Encode(value, keepSlash: true) : value;
    }

    private static XElement Element(string name, params object?[] content) => new(Namespace + name, content);
}
