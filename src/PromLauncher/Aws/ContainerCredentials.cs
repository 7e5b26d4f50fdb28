using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using PromLauncher.Telemetry;

namespace PromLauncher.Aws;

/// <summary>
/// The task role's credentials from the container endpoint
/// (https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html), for ECS and for EKS Pod Identity. The
/// SDK's own provider sends its requests through the environment's proxy and waits up to 100 s for an answer.
/// </summary>
internal sealed class ContainerCredentials : RefreshingAWSCredentials
{
    private readonly AwsContext _aws;
    private readonly Uri _endpoint;

    public ContainerCredentials(AwsContext aws, Uri endpoint)
    {
        _aws = aws;
        _endpoint = endpoint;
        PreemptExpiryTime = TimeSpan.FromMinutes(15);
    }

    /// <summary>The endpoint that the environment names, or null when it names none.</summary>
    /// <exception cref="FailureException">It names one that must not be trusted (denied).</exception>
    public static Uri? Endpoint(AwsOptions options)
    {
        if (options.Variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") is { } relative)
            return new Uri(options.ContainerCredentialsEndpoint.TrimEnd('/') + "/" + relative.TrimStart('/'));
        if (options.Variable("AWS_CONTAINER_CREDENTIALS_FULL_URI") is not { } full) return null;
        if (Uri.TryCreate(full, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp && LocalAddress.Is(uri.Host)))
            return uri;
        throw new FailureException(FailureKind.Denied,
            "AWS_CONTAINER_CREDENTIALS_FULL_URI is neither an https URL nor one on this host.", "Correct it; ECS and EKS set it themselves.");
    }

    protected override CredentialsRefreshState GenerateNewCredentials() => GenerateNewCredentialsAsync().GetAwaiter().GetResult();

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _endpoint);
        if (Authorization() is { } authorization) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        try
        {
            var pool = LocalAddress.Is(_endpoint.Host) ? _aws.Connections.Local : _aws.Connections.Shared;
            using var response = await pool.SendAsync(request).ConfigureAwait(false);
            var body = await response.Content.ReadAsStringAsync().ConfigureAwait(false);
            if (!response.IsSuccessStatusCode) throw Refused(response.StatusCode);
            var credentials = TemporaryCredentials.Read(body, _aws.Options.Time);
            return new CredentialsRefreshState(credentials.Keys, credentials.Expiration.UtcDateTime);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or JsonException or IOException)
        {
            // The agent may come up after the container: worth a retry.
            throw new FailureException(FailureKind.Unavailable,
                $"The container credentials endpoint {_endpoint.GetLeftPart(UriPartial.Authority)} returned no credentials: {Cause(e)}",
                "Does the task have a task role? In bridge and host mode the ECS agent serves this endpoint.", e)
            { Transient = true };
        }
    }

    private static string Cause(Exception e) => e is OperationCanceledException ? "it did not answer in time." : e.Message;

    private static FailureException Refused(HttpStatusCode status)
    {
        var number = (int)status;
        return new FailureException(FailureKind.Denied, $"The container credentials endpoint refused with status {number}.",
            "Does the task have a task role, and does its trust policy name ecs-tasks.amazonaws.com?")
        { Transient = number is >= 500 or 429, MaySettle = true };
    }

    /// <summary>Read each time, since EKS rotates the token file.</summary>
    private string? Authorization()
    {
        if (_aws.Options.Variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE") is not { } file)
            return _aws.Options.Variable("AWS_CONTAINER_AUTHORIZATION_TOKEN");
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FailureException(FailureKind.Denied, $"The token file {file}, which AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE names, can't be read.", null, e) { MaySettle = true };
        }
    }
}
