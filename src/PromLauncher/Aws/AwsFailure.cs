using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using Amazon.Runtime;
using PromLauncher.Telemetry;

namespace PromLauncher.Aws;

/// <summary>The call that was made, for error messages.</summary>
/// <param name="Action">The IAM action that it needs: <c>ssm:GetParameters</c>.</param>
/// <param name="Target">Its target: a name, an ARN, a location; never a secret.</param>
public readonly record struct AwsCall(string Action, string Target);

/// <summary>Classifies what AWS calls throw: denied, not found, or worth a retry.</summary>
public static class AwsFailure
{
    /// <summary>Makes a call with a time limit, and turns its failure into a <see cref="FailureException"/>.</summary>
    /// <exception cref="FailureException">The call failed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    internal static async Task<T> CallAsync<T>(Func<CancellationToken, Task<T>> call, AwsCall what, TimeProvider time, CancellationToken cancellation = default)
    {
        try
        {
            return await new CallLimit(time).CallAsync(call, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not FailureException && !(e is OperationCanceledException && cancellation.IsCancellationRequested))
        {
            throw Describe(e, what);
        }
    }

    /// <summary>Turns an exception into a failure of ours.</summary>
    public static FailureException Describe(Exception e, AwsCall call)
    {
        for (var inner = e; inner is not null; inner = inner.InnerException)
        {
            if (inner is FailureException known) return known;
        }

        if (e is AmazonServiceException service && ErrorCode(service) is { } code) return DescribeService(service, code, call);
        return Unreachable(e) is { } reason
            ? new FailureException(FailureKind.Unavailable, $"{call.Target} can't be reached: {reason.TrimEnd('.')}.", "Is there a route (NAT gateway or VPC endpoint), and does the security group allow HTTPS out?", e) { Transient = true }
            : new FailureException(FailureKind.Unavailable, $"{call.Action} on {call.Target} failed: {e.Message}", null, e);
    }

    /// <summary>True when the service refused because of who we are.</summary>
    public static bool IsDenied(AmazonServiceException e) => e.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized || ErrorCode(e) is
        "AccessDenied" or "AccessDeniedException" or "UnauthorizedOperation" or "UnauthorizedException" or "AuthFailure" or "InvalidAccessKeyId"
        or "SignatureDoesNotMatch" or "InvalidSignatureException" or "UnrecognizedClientException" or "InvalidClientTokenId" or "InvalidToken"
        or "ExpiredToken" or "ExpiredTokenException" or "TokenRefreshRequired" or "MissingAuthenticationToken" or "OptInRequired";

    /// <summary>True when the same call may succeed a moment later.</summary>
    public static bool IsTransient(AmazonServiceException e) => (int)e.StatusCode is >= 500 or 429 or 408 || IsThrottled(e) || ErrorCode(e) is
        "RequestTimeout" or "RequestTimeoutException" or "RequestTimeTooSkewed" or "RequestExpired" or "InternalError" or "InternalFailure"
        or "InternalServerError" or "ServiceUnavailable" or "ServiceUnavailableException" or "ServerException";

    /// <summary>True when the service is throttling us.</summary>
    public static bool IsThrottled(AmazonServiceException e) => e.StatusCode == HttpStatusCode.TooManyRequests || ErrorCode(e) is
        "SlowDown" or "Throttling" or "ThrottlingException" or "ThrottledException" or "RequestThrottled" or "RequestThrottledException"
        or "TooManyRequestsException" or "RequestLimitExceeded" or "BandwidthLimitExceeded" or "LimitExceededException" or "PriorRequestNotComplete";

    /// <summary>The service's own error code, or null when there is no response, or none in it.</summary>
    public static string? ErrorCode(AmazonServiceException e) => e.ErrorCode is { Length: > 0 } code ? code : e.StatusCode is 0 or HttpStatusCode.OK ? null : $"{(int)e.StatusCode}";

    /// <summary>Why the network failed, in a few words, or null for other failures.</summary>
    public static string? Unreachable(Exception e)
    {
        for (var inner = e; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case SocketException socket:
                    return socket.SocketErrorCode switch
                    {
                        SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => "its name does not resolve",
                        SocketError.ConnectionRefused => "the connection was refused",
                        SocketError.ConnectionReset => "the connection was reset",
                        SocketError.TimedOut => "the connection timed out",
                        _ => socket.Message,
                    };
                case AuthenticationException tls:
                    return $"TLS failed: {tls.Message}";
                case OperationCanceledException or TimeoutException:
                    return "it did not answer in time";
                case HttpIOException http:
                    return http.HttpRequestError == HttpRequestError.ResponseEnded ? "the response was cut off" : http.Message;
            }
        }

        return e switch
        {
            HttpRequestException http => http.Message,
            IOException io => io.Message,
            AmazonServiceException { StatusCode: HttpStatusCode.OK } => "the response was cut off",
            _ when e.InnerException is IOException or HttpRequestException => e.InnerException.Message,
            _ => null,
        };
    }

    /// <summary>How long a <c>Retry-After</c> header asks to wait, or null.</summary>
    public static TimeSpan? RetryAfter(RetryConditionHeaderValue? header, TimeProvider time)
    {
        var asked = header?.Delta ?? header?.Date - time.GetUtcNow();
        return asked is { } wait && wait > TimeSpan.Zero ? (wait < TimeSpan.FromMinutes(1) ? wait : TimeSpan.FromMinutes(1)) : null;
    }

    private static FailureException DescribeService(AmazonServiceException e, string code, AwsCall call)
    {
        if (IsTransient(e)) return new FailureException(FailureKind.Unavailable, $"{call.Action} on {call.Target}: {code}.", null, e) { Transient = true };
        if (!IsDenied(e)) return new FailureException(FailureKind.Unavailable, $"{call.Action} on {call.Target} failed: {code}: {e.Message}", null, e);
        return new FailureException(FailureKind.Denied, $"{call.Action} on {call.Target} was refused: {code}.",
            CredentialHelp(code) ?? $"Allow {call.Action} on it to the task role.", e) { MaySettle = true };
    }

    /// <summary>What to do when the credentials themselves are rejected; null when they only lack a permission.</summary>
    public static string? CredentialHelp(string code) => code switch
    {
        "ExpiredToken" or "ExpiredTokenException" or "TokenRefreshRequired" => "The session token has expired: renew AWS_SESSION_TOKEN, or unset the static keys so that the task role is used.",
        "InvalidAccessKeyId" or "InvalidClientTokenId" or "UnrecognizedClientException" or "InvalidToken" or "AuthFailure" =>
            "The access key is unknown: correct AWS_ACCESS_KEY_ID and AWS_SESSION_TOKEN, or unset them so that the task role is used.",
        "SignatureDoesNotMatch" or "InvalidSignatureException" => "The secret key does not match the access key: correct AWS_SECRET_ACCESS_KEY; or this host's clock is wrong.",
        "OptInRequired" => "The account has not enabled this region.",
        _ => null,
    };
}
