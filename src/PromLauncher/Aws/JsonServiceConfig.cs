using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
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
