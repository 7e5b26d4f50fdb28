using Amazon.Runtime;
using Amazon.SecurityToken.Model;

namespace PromLauncher.Aws;

/// <summary>A role assumed with the credentials of another context, for the accounts that <c>discover</c> scans.</summary>
internal sealed class AssumedRole : RefreshingAWSCredentials
{
    private readonly AwsContext _source;
    private readonly string _roleArn;
    private readonly string? _externalId;

    public AssumedRole(AwsContext source, string roleArn, string? externalId)
    {
        _source = source;
        _roleArn = roleArn;
        _externalId = externalId;
        PreemptExpiryTime = TimeSpan.FromMinutes(5);
    }

    internal static CredentialsRefreshState State(Credentials credentials, TimeProvider time) => new(
        new ImmutableCredentials(credentials.AccessKeyId, credentials.SecretAccessKey, credentials.SessionToken),
        (credentials.Expiration ?? time.GetUtcNow().UtcDateTime.AddHours(1)).ToUniversalTime());

    protected override CredentialsRefreshState GenerateNewCredentials() => GenerateNewCredentialsAsync().GetAwaiter().GetResult();

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        var region = await _source.Region.FindAsync(CancellationToken.None).ConfigureAwait(false) ?? "us-east-1";
        using var sts = CallerIdentity.CreateClient(_source, region, _source.Credentials);
        var answer = await AwsFailure.CallAsync(
            stop => sts.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = _roleArn, RoleSessionName = "promlauncher", ExternalId = _externalId }, stop),
            new AwsCall("sts:AssumeRole", _roleArn), _source.Options.Time).ConfigureAwait(false);
        return State(answer.Credentials, _source.Options.Time);
    }
}
