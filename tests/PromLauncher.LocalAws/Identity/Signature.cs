using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PromLauncher.LocalAws.Http;

namespace PromLauncher.LocalAws.Identity;

/// <summary>Verifies the signature of a request, in its headers or in its query (presigned), as AWS does.</summary>
/// <param name="principals">The known keys.</param>
/// <param name="time">The clock.</param>
internal sealed class Signature(Principals principals, TimeProvider time)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(15);

    /// <summary>The signature parameters of a request.</summary>
    private sealed record Claim(string AccessKeyId, CredentialScope Scope, IReadOnlyList<string> SignedHeaders, string Value, string Timestamp, string? Token, bool IsPresigned, TimeSpan Lifetime);

    /// <summary>Identifies the sender of a request and decodes its body.</summary>
    /// <param name="request">The request; its principal, service, region and decoded body are set.</param>
    /// <returns>False when it is not signed at all.</returns>
    /// <exception cref="AwsException">The signature is wrong, expired, or made with unknown keys.</exception>
    public bool Verify(AwsRequest request)
    {
        if (Read(request) is not { } claim) return false;
        (request.Service, request.Region) = (claim.Scope.Service, claim.Scope.Region);
        var isS3 = claim.Scope.Service == "s3";
        var principal = principals.Find(claim.AccessKeyId)
            ?? throw (isS3 ? new AwsException(403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.")
                : new AwsException(403, "UnrecognizedClientException", "The security token included in the request is invalid."));
        CheckTime(claim, isS3);
        CheckToken(principal, claim.Token, isS3);

        var payload = Payload(request, claim, isS3);
        var key = new SigningKey(principal.SecretAccessKey, claim.Scope);
        var canonical = CanonicalRequest.Build(request.Method, request.RawPath, request.RawQuery, request.Header, claim.SignedHeaders, payload, encodeTwice: !isS3);
        if (!Same(key.Sign(claim.Timestamp, canonical), claim.Value)) throw Mismatch(isS3);
        if (payload.StartsWith("STREAMING-", StringComparison.Ordinal)) request.Body = ChunkedBody.Decode(request.Body, payload, key, claim.Timestamp, claim.Value);
        request.Principal = principal;
        return true;
    }

    private static Claim? Read(AwsRequest request)
    {
        if (request.Header("authorization") is { } header && header.StartsWith(Algorithm, StringComparison.Ordinal))
        {
            var fields = header[Algorithm.Length..].Split(',', StringSplitOptions.TrimEntries).Select(static field => field.Split('=', 2)).ToDictionary(static field => field[0], static field => field[1]);
            var (id, scope) = Credential(fields["Credential"]);
            var date = request.Header("x-amz-date") ?? throw new AwsException(403, "AccessDenied", "AWS authentication requires a valid Date or x-amz-date header");
            return new Claim(id, scope, fields["SignedHeaders"].Split(';'), fields["Signature"], date, request.Header("x-amz-security-token"), false, default);
        }

        if (request.Query("X-Amz-Algorithm") != Algorithm) return null;
        var (presignedId, presignedScope) = Credential(request.Query("X-Amz-Credential")!);
        return new Claim(presignedId, presignedScope, request.Query("X-Amz-SignedHeaders")!.Split(';'), request.Query("X-Amz-Signature")!, request.Query("X-Amz-Date")!,
            request.Query("X-Amz-Security-Token"), true, TimeSpan.FromSeconds(int.Parse(request.Query("X-Amz-Expires")!, CultureInfo.InvariantCulture)));
    }

    private static (string Id, CredentialScope Scope) Credential(string text) => text.Split('/') is [var id, var date, var region, var service, "aws4_request"]
        ? (id, new CredentialScope(date, region, service))
        : throw new AwsException(400, "AuthorizationHeaderMalformed", "The authorization header is malformed; the Credential is mal-formed.");

    private void CheckTime(Claim claim, bool isS3)
    {
        var signed = DateTimeOffset.ParseExact(claim.Timestamp, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var age = time.GetUtcNow() - signed;
        if (claim.IsPresigned && age > claim.Lifetime) throw new AwsException(403, "AccessDenied", "Request has expired");
        if (!claim.IsPresigned && age.Duration() > Skew)
        {
            throw isS3 ? new AwsException(403, "RequestTimeTooSkewed", "The difference between the request time and the current time is too large.")
                : new AwsException(403, "InvalidSignatureException", $"Signature expired: {claim.Timestamp} is now earlier than {time.GetUtcNow() - Skew:yyyyMMdd'T'HHmmss'Z'}");
        }

        if (!claim.Timestamp.StartsWith(claim.Scope.Date, StringComparison.Ordinal)) throw Mismatch(isS3);
    }

    private void CheckToken(Principal principal, string? token, bool isS3)
    {
        if (principal.SessionToken != token)
            throw new AwsException(isS3 ? 400 : 403, isS3 ? "InvalidToken" : "UnrecognizedClientException", "The provided token is malformed or otherwise invalid.");
        if (principal.Expires < time.GetUtcNow()) throw new AwsException(isS3 ? 400 : 403, isS3 ? "ExpiredToken" : "ExpiredTokenException", "The provided token has expired.");
    }

    private static string Payload(AwsRequest request, Claim claim, bool isS3)
    {
        var actual = SigningKey.Hash(request.Body.Span);
        if (claim.IsPresigned) return isS3 ? "UNSIGNED-PAYLOAD" : actual;
        if (request.Header("x-amz-content-sha256") is not { } told) return isS3 ? throw new AwsException(400, "InvalidRequest", "Missing required header for this request: x-amz-content-sha256") : actual;
        if (told == "UNSIGNED-PAYLOAD" || told.StartsWith("STREAMING-", StringComparison.Ordinal)) return told;
        return told == actual ? told : throw new AwsException(400, "XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.");
    }

    private static bool Same(string one, string other) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(one), Encoding.ASCII.GetBytes(other));

    internal static AwsException Mismatch(bool isS3) => new(403, isS3 ? "SignatureDoesNotMatch" : "InvalidSignatureException",
        "The request signature we calculated does not match the signature you provided. Check your key and signing method.");
}
