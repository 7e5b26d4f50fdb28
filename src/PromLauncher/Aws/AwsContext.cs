using Amazon;
using Amazon.Runtime;

namespace PromLauncher.Aws;

/// <summary>
/// What all AWS clients of this process share: credentials, region, connections, task metadata. Nothing is read or asked
/// before it is needed, and nothing twice.
/// </summary>
public sealed class AwsContext : IDisposable
{
    private readonly Lazy<AWSCredentials> _credentials;
    private readonly bool _ownsConnections;

    /// <summary>The context of this process.</summary>
    /// <param name="options">What it takes from outside.</param>
    public AwsContext(AwsOptions options)
    {
        Options = options;
        Connections = new Outbound(options);
        _ownsConnections = true;
        TaskMetadata = new TaskMetadata(options, Connections);
        Region = new AwsRegion(options, TaskMetadata, new InstanceMetadata(options, Connections));
        _credentials = new Lazy<AWSCredentials>(() => CredentialChain.Create(this));
    }

    private AwsContext(AwsContext parent, Func<AwsContext, AWSCredentials> credentials)
    {
        Options = parent.Options;
        Connections = parent.Connections;
        TaskMetadata = parent.TaskMetadata;
        Region = parent.Region;
        _credentials = new Lazy<AWSCredentials>(() => credentials(parent));
    }

    /// <summary>What the context takes from outside.</summary>
    public AwsOptions Options { get; }

    /// <summary>The HTTP connections.</summary>
    public Outbound Connections { get; }

    /// <summary>The task that this process runs in.</summary>
    public TaskMetadata TaskMetadata { get; }

    /// <summary>The region, once it is asked for.</summary>
    public AwsRegion Region { get; }

    /// <summary>
    /// Who we are. Getting it looks at the environment and at profile files; endpoints are asked when a request is signed.
    /// </summary>
    /// <exception cref="Telemetry.FailureException">There are none at all, or a profile is broken: denied.</exception>
    public AWSCredentials Credentials => _credentials.Value;

    /// <summary>A context that acts in another role and shares all else with this one.</summary>
    /// <param name="roleArn">The role's ARN.</param>
    /// <param name="externalId">The external id that its trust policy asks for, or null.</param>
    public AwsContext AssumeRole(string roleArn, string? externalId) => new(this, parent => new AssumedRole(parent, roleArn, externalId));

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_ownsConnections) Connections.Dispose();
    }

    /// <summary>Sets what holds for every client.</summary>
    /// <param name="config">The client's configuration.</param>
    /// <param name="serviceId">The service's id, of which the endpoint variable's name is made.</param>
    /// <param name="region">The region's name.</param>
    /// <param name="retries">How often the SDK itself tries again; 0 leaves that to the caller.</param>
    internal T Configure<T>(T config, string serviceId, string region, int retries) where T : ClientConfig
    {
        // Set, or the SDK would look for it in profile files and at IMDS.
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        config.AuthenticationRegion = region;
        if (Endpoint(serviceId) is { } endpoint)
        {
            config.ServiceURL = endpoint;
            config.AuthenticationRegion = region;
        }
        else if (!ProfileFiles.Exist(Options))
        {
            config.IgnoreConfiguredEndpointUrls = true;
        }

        config.DefaultConfigurationMode = DefaultConfigurationMode.Standard;
        config.RetryMode = RequestRetryMode.Standard;
        config.MaxErrorRetry = retries;
        config.ThrottleRetries = false;
        config.UseFIPSEndpoint = Options.Switch("AWS_USE_FIPS_ENDPOINT");
        config.UseDualstackEndpoint = Options.Switch("AWS_USE_DUALSTACK_ENDPOINT");
        config.AllowAutoRedirect = false;
        config.DisableLogging = true;
        config.HttpClientFactory = Connections;
        return config;
    }

    /// <summary>
    /// The endpoint that the environment gives for a service, or null
    /// (https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html).
    /// </summary>
    internal string? Endpoint(string serviceId)
    {
        if (Options.Switch("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")) return null;
        return Options.Variable("AWS_ENDPOINT_URL_" + serviceId.Replace(' ', '_').ToUpperInvariant()) ?? Options.Variable("AWS_ENDPOINT_URL");
    }
}
