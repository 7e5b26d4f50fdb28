using PromLauncher.Discovery.Ecs;

namespace PromLauncher.Discovery.Scan;

/// <summary>The APIs of one account and region, with the rate that they are asked at.</summary>
/// <param name="Region">The region.</param>
/// <param name="Ecs">ECS.</param>
/// <param name="Ec2">EC2.</param>
/// <param name="EcsCalls">Makes the calls of ECS.</param>
/// <param name="Ec2Calls">Makes the calls of EC2, which has limits of its own.</param>
public sealed record RegionApi(string Region, IEcsApi Ecs, IEc2Api Ec2, ApiCaller EcsCalls, ApiCaller Ec2Calls);

/// <summary>Where the APIs come from; tests put their own in its place.</summary>
public interface IApiSource
{
    /// <summary>The region that we are in.</summary>
    Task<string> OwnRegionAsync(CancellationToken cancellation);

    /// <summary>The ARN (or name) of the cluster that we run in.</summary>
    /// <exception cref="Telemetry.FailureException">We run in none.</exception>
    Task<string> OwnClusterAsync(CancellationToken cancellation);

    /// <summary>The APIs of a scope in a region.</summary>
    (IEcsApi Ecs, IEc2Api Ec2) Open(DiscoverScope scope, string region);
}
