using System.Globalization;
using PromLauncher.LocalAws.Http;

namespace PromLauncher.LocalAws.S3;

/// <summary>Sends an object: all of it, a range, or nothing when the client has it already.</summary>
internal static class ObjectAnswer
{
    public static async Task SendAsync(AwsRequest request, StoredObject stored)
    {
        Describe(request, stored);
        if (request.Header("if-match") is { } match && !Names(match, stored)) throw new AwsException(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
        if (request.Header("if-none-match") is { } none && Names(none, stored))
        {
            await request.AnswerAsync(304, "", default);
            return;
        }

        var response = request.HttpContext.Response;
        if (stored.ContentEncoding is not null) response.Headers.ContentEncoding = stored.ContentEncoding;
        response.Headers.AcceptRanges = "bytes";
        if (request.Header("range") is not { } range)
        {
            response.ContentLength = stored.Content.Length;
            await request.AnswerAsync(200, stored.ContentType, stored.Content);
            return;
        }

        var (start, length) = Range(range, stored.Content.Length);
        response.Headers.ContentRange = $"bytes {start}-{start + length - 1}/{stored.Content.Length}";
        await request.AnswerAsync(206, stored.ContentType, stored.Content.Slice(start, length));
    }

    public static void Describe(AwsRequest request, StoredObject stored)
    {
        var headers = request.HttpContext.Response.Headers;
        headers.ETag = $"\"{stored.ETag}\"";
        headers.LastModified = stored.LastModified.ToString("R", CultureInfo.InvariantCulture);
        if (stored.VersionId != "null") headers["x-amz-version-id"] = stored.VersionId;
        if (stored.KmsKeyArn is null) return;
        headers["x-amz-server-side-encryption"] = "aws:kms";
        headers["x-amz-server-side-encryption-aws-kms-key-id"] = stored.KmsKeyArn;
    }

    private static bool Names(string header, StoredObject stored) => header.Split(',', StringSplitOptions.TrimEntries).Any(tag => tag == "*" || tag.Trim('"') == stored.ETag);

    private static (int Start, int Length) Range(string header, int size)
    {
        if (header.StartsWith("bytes=", StringComparison.Ordinal) && header[6..].Split('-') is [var from, var to])
        {
            var last = to.Length == 0 ? size - 1 : Math.Min(int.Parse(to, CultureInfo.InvariantCulture), size - 1);
            if (from.Length == 0) return (Math.Max(0, size - int.Parse(to, CultureInfo.InvariantCulture)), Math.Min(size, int.Parse(to, CultureInfo.InvariantCulture)));
            var first = int.Parse(from, CultureInfo.InvariantCulture);
            if (first < size && first <= last) return (first, last - first + 1);
        }

        throw new AwsException(416, "InvalidRange", "The requested range is not satisfiable");
    }
}
