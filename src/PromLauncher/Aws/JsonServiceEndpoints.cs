using Amazon;
using Amazon.Runtime.Endpoints;

namespace PromLauncher.Aws;

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
