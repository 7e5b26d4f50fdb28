using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using PromLauncher.Telemetry;

namespace PromLauncher.Aws;

/// <summary>Who we are to AWS, for error messages and for <c>${aws:account_id}</c>. STS answers every caller, whatever its policies.</summary>
/// <param name="Account">The account's id.</param>
/// <param name="Arn">The ARN: <c>arn:aws:sts::123456789012:assumed-role/name/session</c>.</param>
public sealed record CallerIdentity(string Account, string Arn)
{
    /// <summary>Requests it from STS.</summary>
    /// <exception cref="FailureException">The call failed.</exception>
    internal static async Task<CallerIdentity> GetAsync(AwsContext aws, CancellationToken cancellation)
    {
        var region = await aws.Region.FindAsync(cancellation).ConfigureAwait(false) ?? "us-east-1";
        using var sts = CreateClient(aws, region, aws.Credentials);
        var answer = await AwsFailure.CallAsync(
            token => sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), token),
            new AwsCall("sts:GetCallerIdentity", "STS"), aws.Options.Time, cancellation).ConfigureAwait(false);
        return new CallerIdentity(answer.Account, answer.Arn);
    }

    /// <summary>Requests it from STS for an error message: within 2 s, and null when it does not answer.</summary>
    internal static async Task<string?> FindArnAsync(AwsContext aws)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2), aws.Options.Time);
        try
        {
            return (await GetAsync(aws, limit.Token).WaitAsync(limit.Token).ConfigureAwait(false)).Arn;
        }
        catch (Exception e) when (e is FailureException or OperationCanceledException)
        {
            return null;
        }
    }

    internal static AmazonSecurityTokenServiceClient CreateClient(AwsContext aws, string region, AWSCredentials credentials) =>
        new(credentials, aws.Configure(new AmazonSecurityTokenServiceConfig(), "STS", region, retries: 0));
}
