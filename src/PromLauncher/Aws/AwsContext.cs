using Amazon;
using Amazon.EC2;
using Amazon.Runtime;
using Amazon.S3;

namespace PromLauncher.Aws;

/// <summary>
/// What all AWS clients of this process share: credentials, region, connections, task metadata. Each is loaded only when first
/// needed, and only once.
/// </summary>
public sealed class AwsContext : IDisposable
{
    private readonly Lazy<AWSCredentials> _credentials;
    private readonly Once<CallerIdentity> _caller;
    private readonly Once<string?> _callerArn;
    private readonly bool _ownsConnections;

    /// <summary>The context of this process.</summary>
    /// <param name="options">Its environment.</param>
    public AwsContext(AwsOptions options)
    {
        Options = options;
        Connections = new Outbound(options);
        _ownsConnections = true;
        TaskMetadata = new TaskMetadata(options, Connections);
        Region = new AwsRegion(options, TaskMetadata, new InstanceMetadata(options, Connections));
        _credentials = new Lazy<AWSCredentials>(() => CredentialChain.Create(this), LazyThreadSafetyMode.PublicationOnly);
        _caller = new Once<CallerIdentity>(() => CallerIdentity.GetAsync(this, CancellationToken.None));
        _callerArn = new Once<string?>(() => CallerIdentity.FindArnAsync(this));
    }

    private AwsContext(AwsContext parent, Func<AwsContext, AWSCredentials> credentials)
    {
        Options = parent.Options;
        Connections = parent.Connections;
        TaskMetadata = parent.TaskMetadata;
        Region = parent.Region;
        _credentials = new Lazy<AWSCredentials>(() => credentials(parent), LazyThreadSafetyMode.PublicationOnly);
        _caller = new Once<CallerIdentity>(() => CallerIdentity.GetAsync(this, CancellationToken.None));
        _callerArn = new Once<string?>(() => CallerIdentity.FindArnAsync(this));
    }

    /// <summary>The context's environment.</summary>
    public AwsOptions Options { get; }

    /// <summary>The HTTP connections.</summary>
    public Outbound Connections { get; }

    /// <summary>The task that this process runs in.</summary>
    public TaskMetadata TaskMetadata { get; }

    /// <summary>The region, found on first use.</summary>
    public AwsRegion Region { get; }

    /// <summary>
    /// Our credentials. Getting them reads the environment and profile files; endpoints are called when a request is signed.
    /// </summary>
    /// <exception cref="Telemetry.FailureException">There are none, or a profile is broken (denied).</exception>
    public AWSCredentials Credentials => _credentials.Value;

    /// <summary>Our identity according to STS; requested once.</summary>
    /// <exception cref="Telemetry.FailureException">The call to STS failed.</exception>
    public Task<CallerIdentity> CallerAsync(CancellationToken cancellation) => _caller.GetAsync(cancellation);

    /// <summary>Our ARN for an error message: requested once, for at most two seconds; null when STS does not answer.</summary>
    public Task<string?> FindCallerArnAsync(CancellationToken cancellation) => _callerArn.GetAsync(cancellation);

    /// <summary>A context that acts in another role and otherwise shares everything with this one.</summary>
    /// <param name="roleArn">The role's ARN.</param>
    /// <param name="externalId">The external id that its trust policy requires, or null.</param>
    public AwsContext AssumeRole(string roleArn, string? externalId) => new(this, parent => new AssumedRole(parent, roleArn, externalId));

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_ownsConnections) Connections.Dispose();
    }

    /// <summary>An S3 client for one region.</summary>
    /// <param name="region">The region.</param>
    /// <param name="pathStyle">True: path style whenever an endpoint is given, as S3-compatible stores need it. False: an access point, which has no path style.</param>
    public AmazonS3Client CreateS3(string region, bool pathStyle = true)
    {
        var config = Configure(new AmazonS3Config(), "S3", region, retries: 0);
        config.ForcePathStyle = pathStyle && Endpoint("S3") is not null;
        config.UseArnRegion = true;

        // TLS protects the transfer and the ETag the content; some S3-compatible stores reject checksum headers.
        config.ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED;
        config.RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED;
        return new S3Client(Credentials, config);
    }

    /// <summary>An EC2 client for one region; retries are up to the caller.</summary>
    public AmazonEC2Client CreateEc2(string region) => new(Credentials, Configure(new AmazonEC2Config(), "EC2", region, retries: 0));

    /// <summary>Applies the settings common to all clients.</summary>
    /// <param name="config">The client's configuration.</param>
    /// <param name="serviceId">The service's id, from which the endpoint variable's name is built.</param>
    /// <param name="region">The region's name.</param>
    /// <param name="retries">How often the SDK itself retries; 0 leaves that to the caller.</param>
    internal T Configure<T>(T config, string serviceId, string region, int retries) where T : ClientConfig
    {
        // Otherwise the SDK would look for it in profile files and IMDS.
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

        if (Options.Switch("AWS_USE_FIPS_ENDPOINT")) config.UseFIPSEndpoint = true;
        if (Options.Switch("AWS_USE_DUALSTACK_ENDPOINT")) config.UseDualstackEndpoint = true;
        config.DefaultConfigurationMode = DefaultConfigurationMode.Standard;
        config.RetryMode = RequestRetryMode.Standard;
        config.MaxErrorRetry = retries;
        config.ThrottleRetries = false;
        config.AllowAutoRedirect = false;
        config.DisableLogging = true;
        config.HttpClientFactory = Connections;
        return config;
    }

    /// <summary>
    /// The endpoint that the environment sets for a service, or null
    /// (https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html).
    /// </summary>
    internal string? Endpoint(string serviceId)
    {
        if (Options.Switch("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")) return null;
        return Options.Variable("AWS_ENDPOINT_URL_" + serviceId.Replace(' ', '_').ToUpperInvariant()) ?? Options.Variable("AWS_ENDPOINT_URL");
    }
}
