using Amazon.Runtime;

namespace PromLauncher.Aws;

/// <summary>The credentials of the EC2 instance's role.</summary>
internal sealed class InstanceCredentials : RefreshingAWSCredentials
{
    private readonly InstanceMetadata _instance;

    public InstanceCredentials(InstanceMetadata instance)
    {
        _instance = instance;
        PreemptExpiryTime = TimeSpan.FromMinutes(15);
    }

    protected override CredentialsRefreshState GenerateNewCredentials() => GenerateNewCredentialsAsync().GetAwaiter().GetResult();

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        var credentials = await _instance.CredentialsAsync(CancellationToken.None).ConfigureAwait(false);
        return new CredentialsRefreshState(credentials.Keys, credentials.Expiration.UtcDateTime);
    }
}
