using PromLauncher.Discovery.Ecs;

namespace PromLauncher.Discovery.Scan;

/// <summary>The APIs of one account and region, each with its rate limit.</summary>
/// <param name="Region">The region.</param>
/// <param name="Ecs">ECS.</param>
/// <param name="Ec2">EC2.</param>
/// <param name="EcsCalls">Makes the calls of ECS.</param>
/// <param name="Ec2Calls">Makes the calls of EC2, which has its own limits.</param>
public sealed record RegionApi(string Region, IEcsApi Ecs, IEc2Api Ec2, ApiCaller EcsCalls, ApiCaller Ec2Calls);

/// <summary>Opens the APIs; tests substitute their own.</summary>
public interface IApiSource
{
    /// <summary>Our own region.</summary>
    Task<string> OwnRegionAsync(CancellationToken cancellation);

    /// <summary>The ARN (or name) of our own cluster.</summary>
    /// <exception cref="Telemetry.FailureException">We are not running in a cluster.</exception>
    Task<string> OwnClusterAsync(CancellationToken cancellation);

    /// <summary>The APIs of a scope in a region.</summary>
    (IEcsApi Ecs, IEc2Api Ec2) Open(DiscoverScope scope, string region);
}
