namespace PromLauncher.Discovery.Ecs;

/// <summary>The operations of EC2 that discovery needs, for one account and region.</summary>
public interface IEc2Api
{
    /// <summary>Describes at most 100 instances. EC2 fails the whole call when one of them does not exist.</summary>
    Task<IReadOnlyList<Ec2Instance>> DescribeInstancesAsync(IReadOnlyList<string> ids, CancellationToken cancellation);

    /// <summary>The public addresses of at most 100 network interfaces, by id; interfaces without one are omitted.</summary>
    Task<IReadOnlyDictionary<string, string>> DescribePublicAddressesAsync(IReadOnlyList<string> interfaceIds, CancellationToken cancellation);
}
