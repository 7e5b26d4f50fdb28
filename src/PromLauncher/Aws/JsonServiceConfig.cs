using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using ExecutionContext = Amazon.Runtime.Internal.ExecutionContext;

namespace PromLauncher.Aws;

/// <summary>The SDK's configuration of a <see cref="JsonServiceClient"/>.</summary>
internal sealed class JsonServiceConfig : ClientConfig
{
    private static readonly JsonServiceEndpointResolver Resolver = new();

    private readonly AwsService _service;

    public JsonServiceConfig(AwsService service)
        : base(new DefaultConfigurationProvider([new DefaultConfiguration { Name = DefaultConfigurationMode.Standard, RetryMode = RequestRetryMode.Standard }]))
    {
        _service = service;
        ServiceId = service.Id;
        AuthenticationServiceName = service.EndpointPrefix;
        EndpointProvider = new JsonServiceEndpoints(service);
    }

    public override string RegionEndpointServiceName => _service.EndpointPrefix;

    public override string ServiceVersion => _service.ApiVersion;

    public override string UserAgent => "promlauncher";

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        Resolver.GetEndpoint(new ExecutionContext(
            new RequestContext(enableMetric: false)
            {
                ClientConfig = this,
                OriginalRequest = parameters.Request,
                Request = new DefaultRequest(parameters.Request, ServiceId),
            },
            null));
}

/// <summary>Resolves a regional service's endpoint.</summary>
internal sealed class JsonServiceEndpoints(AwsService service) : IEndpointProvider
{
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        if (parameters["Endpoint"] is string { Length: > 0 } given) return new Endpoint(given);
        var region = (string)parameters["Region"];
        var fips = parameters["UseFIPS"] is true ? "-fips" : "";
        var suffix = RegionEndpoint.GetBySystemName(region).PartitionDnsSuffix;
        if (parameters["UseDualStack"] is true)
        {
            suffix = suffix switch
            {
                "amazonaws.com" => "api.aws",
                "amazonaws.com.cn" => "api.amazonwebservices.com.cn",
                _ => suffix,
            };
        }

        return new Endpoint($"https://{service.EndpointPrefix}{fips}.{region}.{suffix}");
    }
}

/// <summary>Passes region and switches of the configuration to <see cref="JsonServiceEndpoints"/>.</summary>
internal sealed class JsonServiceEndpointResolver : BaseEndpointResolver
{
    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext)
    {
        var config = requestContext.ClientConfig;
        return new EndpointParameters
        {
            ["Region"] = config.RegionEndpoint?.SystemName ?? config.AuthenticationRegion,
            ["UseFIPS"] = config.UseFIPSEndpoint,
            ["UseDualStack"] = config.UseDualstackEndpoint,
            ["Endpoint"] = config.ServiceURL,
        };
    }
}

/// <summary>Every operation is signed with SigV4.</summary>
internal sealed class JsonServiceAuthentication : BaseAuthResolverHandler
{
    protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) => AuthSchemeOption.DEFAULT_SIGV4;
}
