using System.Net;
using Amazon.Runtime;
using PromLauncher.Aws;
using PromLauncher.Telemetry;

namespace PromLauncher.Sources;

/// <summary>Turns S3 errors into actionable messages: bucket, key, who we are, the missing action.</summary>
internal static class S3Failure
{
    /// <summary>True for exceptions to describe: all but our own failures and our own cancellation.</summary>
    public static bool IsFailure(Exception e, CancellationToken cancellation) =>
        e is not FailureException && !(e is OperationCanceledException && cancellation.IsCancellationRequested);

    public static async Task<FailureException> DescribeAsync(
        Exception e, AwsContext aws, S3Location location, string action, string? key, CancellationToken cancellation)
    {
        var target = Target(location, key);
        if (e is not AmazonServiceException s3) return DescribeOther(e, target, action);
        var code = AwsFailure.ErrorCode(s3);
        if (code is "NoSuchBucket" || code == "404" && key is null)
        {
            return new FailureException(FailureKind.NotFound, $"The bucket {location.Bucket} does not exist (looking for {target}).",
                "Correct its name.", e);
        }

        if (code is "NoSuchVersion" || s3.StatusCode == HttpStatusCode.MethodNotAllowed)
            return new FailureException(FailureKind.NotFound, $"{target} does not exist: there is no such version, or it is a delete marker.",
                "Correct the version's id, or leave it out for the newest version.", e);
        if (code is "NoSuchKey" || s3.StatusCode == HttpStatusCode.NotFound)
            return new FailureException(FailureKind.NotFound, $"{target} does not exist.",
                location.Key.StartsWith('/') ? "Upload it, or correct the key: it begins with a slash, the second one after the bucket's name." : "Upload it, or correct the key.", e);
        if (code is "InvalidObjectState")
            return new FailureException(FailureKind.Unavailable, $"{target} is archived.", "Restore it, or keep configurations in the STANDARD storage class.", e);
        if (!AwsFailure.IsTransient(s3) && AwsFailure.IsDenied(s3))
            return await DeniedAsync(s3, code!, aws, location, action, target, cancellation).ConfigureAwait(false);
        return AwsFailure.Describe(e, new AwsCall(action, target));
    }

    private static string Target(S3Location location, string? key) => key is null || key == location.Key ? location.Display : $"s3://{location.Bucket}/{key}";

    private static FailureException DescribeOther(Exception e, string target, string action)
    {
        // The SDK compares the content with its ETag, and has no exception type of its own for a mismatch.
        return e is AmazonClientException && e.Message.Contains("hash", StringComparison.OrdinalIgnoreCase)
            ? new FailureException(FailureKind.Unavailable, $"{target} arrived cut off or altered.", null, e) { Transient = true }
            : AwsFailure.Describe(e, new AwsCall(action, target));
    }

    private static async Task<FailureException> DeniedAsync(
        AmazonServiceException e, string code, AwsContext aws, S3Location location, string action, string target, CancellationToken cancellation)
    {
        if (AwsFailure.CredentialHelp(code) is { } credentials)
            return new FailureException(FailureKind.Denied, $"{target}: AWS does not accept our credentials: {code}.", credentials, e) { MaySettle = true };

        var refusal = Refusal.Read(e.Message);
        var caller = refusal.Caller ?? await aws.FindCallerArnAsync(cancellation).ConfigureAwait(false);
        var who = caller is null ? "" : $" to {caller}";
        if (refusal.Action is { } named && named.StartsWith("kms:", StringComparison.Ordinal) || code.StartsWith("KMS.", StringComparison.Ordinal)
            || refusal.Action is null && e.Message.Contains("KMS", StringComparison.OrdinalIgnoreCase))
        {
            return new FailureException(FailureKind.Denied, $"{target}: access denied{who}: the object is encrypted with a KMS key, and {refusal.Action ?? "kms:Decrypt"} is missing.",
                $"Allow {refusal.Action ?? "kms:Decrypt"} on {refusal.Resource ?? "that key"} to it, in the key's policy too when the key is another account's.", e)
            { MaySettle = true };
        }

        var bucket = location.Bucket.StartsWith("arn:", StringComparison.Ordinal) ? location.Bucket : "arn:aws:s3:::" + location.Bucket;
        if (action == "s3:ListBucket")
        {
            return new FailureException(FailureKind.Denied, $"{target}: access denied{who}: s3:ListBucket is missing.",
                $"A prefix is listed: allow s3:ListBucket on {bucket}, and s3:GetObject on what is in it.", e)
            { MaySettle = true };
        }

        const string Others = "A bucket policy or VPC endpoint policy may refuse too.";
        if (refusal.Action == action)
            return new FailureException(FailureKind.Denied, $"{target}: access denied{who}: {action} is missing.",
                $"Allow {action} on {bucket}/* to it. {Others}", e) { MaySettle = true };

        // Without s3:ListBucket S3 hides whether a key exists.
        var cause = refusal.Action == "s3:ListBucket"
            ? "there is no such object; S3 reports this only to callers with s3:ListBucket."
            : $"either {action} is missing, or there is no such object: without s3:ListBucket S3 answers the same to both.";
        return new FailureException(FailureKind.Denied, $"{target}: access denied{who}: {cause}",
            $"Check the key; allow {action} on {bucket}/* to it, and s3:ListBucket on {bucket} so that a missing object is reported as such. {Others}", e)
        { MaySettle = true };
    }

    /// <summary>
    /// What S3's own message says: <c>User: ARN is not authorized to perform: ACTION on resource: "ARN" because …</c>
    /// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html).
    /// </summary>
    private readonly record struct Refusal(string? Caller, string? Action, string? Resource)
    {
        public static Refusal Read(string message) => new(
            Word(message, "User: "),
            Word(message, "not authorized to perform: "),
            Word(message, "on resource: "));

        private static string? Word(string message, string before)
        {
            var start = message.IndexOf(before, StringComparison.Ordinal);
            if (start < 0) return null;
            var rest = message.AsSpan(start + before.Length).TrimStart('"');
            var end = rest.IndexOfAny(" \"");
            return (end < 0 ? rest : rest[..end]).TrimEnd('.').ToString() is { Length: > 0 } word ? word : null;
        }
    }
}
