using System.Net;
using System.Text.Json;
using PromLauncher.Telemetry;

namespace PromLauncher.Aws;

/// <summary>
/// EC2's instance metadata service, version 2
/// (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html). The SDK's own client
/// can't be cancelled, has long timeouts and uses the environment's proxy.
/// </summary>
/// <param name="options">The endpoint and the environment.</param>
/// <param name="connections">The HTTP connections.</param>
public sealed class InstanceMetadata(AwsOptions options, Outbound connections)
{
    private const string TokenHeader = "X-aws-ec2-metadata-token";
    private const string TokenLifetimeHeader = "X-aws-ec2-metadata-token-ttl-seconds";
    private const string CredentialsPath = "/latest/meta-data/iam/security-credentials/";

    private readonly string _endpoint = (options.Variable("AWS_EC2_METADATA_SERVICE_ENDPOINT") ?? options.InstanceMetadataEndpoint).TrimEnd('/');

    /// <summary>False when the environment turns the service off.</summary>
    public bool IsEnabled { get; } = !options.Switch("AWS_EC2_METADATA_DISABLED");

    /// <summary>The region of the instance, or null when this is not an EC2 instance.</summary>
    public async Task<string?> RegionAsync(CancellationToken cancellation)
    {
        if (!IsEnabled) return null;
        try
        {
            var token = await TokenAsync(cancellation).ConfigureAwait(false);
            var region = await GetAsync("/latest/meta-data/placement/region", token, cancellation).ConfigureAwait(false);
            return region.Trim() is { Length: > 0 } text ? text : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>The credentials of the instance's role.</summary>
    /// <exception cref="FailureException">There are none, or the service can't be reached.</exception>
    public async Task<TemporaryCredentials> CredentialsAsync(CancellationToken cancellation)
    {
        try
        {
            var token = await TokenAsync(cancellation).ConfigureAwait(false);
            var roles = await GetAsync(CredentialsPath, token, cancellation).ConfigureAwait(false);
            var role = roles.AsSpan().Trim();
            if (role.IndexOf('\n') is var end and >= 0) role = role[..end].TrimEnd();
            if (role.IsEmpty) throw NoRole(null);
            return TemporaryCredentials.Read(await GetAsync(CredentialsPath + role.ToString(), token, cancellation).ConfigureAwait(false), options.Time);
        }
        catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            throw NoRole(e);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or FormatException
            || e is OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            throw new FailureException(FailureKind.Denied,
                $"No AWS credentials: none are in the environment, and the instance metadata service at {_endpoint} does not answer.",
                "On ECS give the task a task role (then AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is set); elsewhere set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE.", e);
        }
    }

    private async Task<string> TokenAsync(CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, _endpoint + "/latest/api/token");
        request.Headers.TryAddWithoutValidation(TokenLifetimeHeader, "300");
        return await SendAsync(request, cancellation).ConfigureAwait(false);
    }

    private async Task<string> GetAsync(string path, string token, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint + path);
        request.Headers.TryAddWithoutValidation(TokenHeader, token);
        return await SendAsync(request, cancellation).ConfigureAwait(false);
    }

    private async Task<string> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        using var response = await connections.Local.SendAsync(request, cancellation).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
    }

    private static FailureException NoRole(Exception? inner) => new(FailureKind.Denied,
        "No AWS credentials: none are in the environment, and this EC2 instance has no role.",
        "Give the ECS task a task role, or the instance an instance profile.", inner);
}
