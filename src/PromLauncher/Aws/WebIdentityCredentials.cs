using Amazon.Runtime;
using Amazon.SecurityToken.Model;
using PromLauncher.Telemetry;

namespace PromLauncher.Aws;

/// <summary>
/// A role assumed with a token file (IRSA and the like). The SDK's own provider creates its client by reflection and
/// looks up the region itself.
/// </summary>
internal sealed class WebIdentityCredentials : RefreshingAWSCredentials
{
    private readonly AwsContext _aws;
    private readonly string _tokenFile;
    private readonly string _roleArn;

    public WebIdentityCredentials(AwsContext aws, string tokenFile, string roleArn)
    {
        _aws = aws;
        _tokenFile = tokenFile;
        _roleArn = roleArn;
        PreemptExpiryTime = TimeSpan.FromMinutes(5);
    }

    protected override CredentialsRefreshState GenerateNewCredentials() => GenerateNewCredentialsAsync().GetAwaiter().GetResult();

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        string token;
        try
        {
            token = (await File.ReadAllTextAsync(_tokenFile).ConfigureAwait(false)).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FailureException(FailureKind.Denied, $"The token file {_tokenFile}, which AWS_WEB_IDENTITY_TOKEN_FILE names, can't be read.",
                null, e) { MaySettle = true };
        }

        var region = await _aws.Region.FindAsync(CancellationToken.None).ConfigureAwait(false) ?? "us-east-1";
        using var sts = CallerIdentity.CreateClient(_aws, region, new AnonymousAWSCredentials());
        var answer = await AwsFailure.CallAsync(
            stop => sts.AssumeRoleWithWebIdentityAsync(
                new AssumeRoleWithWebIdentityRequest
                {
                    RoleArn = _roleArn,
                    RoleSessionName = _aws.Options.Variable("AWS_ROLE_SESSION_NAME") ?? "promlauncher",
                    WebIdentityToken = token,
                },
                stop),
            new AwsCall("sts:AssumeRoleWithWebIdentity", _roleArn), _aws.Options.Time).ConfigureAwait(false);
        return AssumedRole.State(answer.Credentials, _aws.Options.Time);
    }
}
