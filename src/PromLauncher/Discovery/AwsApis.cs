using System.Collections.Concurrent;
using PromLauncher.Aws;
using PromLauncher.Discovery.Ecs;
using PromLauncher.Discovery.Scan;
using PromLauncher.Telemetry;

namespace PromLauncher.Discovery;

/// <summary>The real APIs, with our own credentials or those of the scope's role.</summary>
/// <param name="aws">Credentials, region, connections.</param>
public sealed class AwsApis(AwsContext aws) : IApiSource
{
    private readonly ConcurrentDictionary<(string Role, string? ExternalId), AwsContext> _roles = new();
    private readonly TextPool _pool = new();

    /// <inheritdoc/>
    public Task<string> OwnRegionAsync(CancellationToken cancellation) => aws.Region.GetAsync(cancellation);

    /// <inheritdoc/>
    public async Task<string> OwnClusterAsync(CancellationToken cancellation)
    {
        var task = await aws.TaskMetadata.TaskAsync(cancellation).ConfigureAwait(false);
        return task.ClusterArn ?? task.Cluster ?? throw new FailureException(FailureKind.Unavailable, "Task metadata does not name the cluster.",
            "Name the cluster instead of 'self'.");
    }

    /// <inheritdoc/>
    public (IEcsApi Ecs, IEc2Api Ec2) Open(DiscoverScope scope, string region)
    {
        var context = scope.RoleArn is { } role ? _roles.GetOrAdd((role, scope.ExternalId), key => aws.AssumeRole(key.Role, key.ExternalId)) : aws;
        return (new EcsClient(context, region, _pool), new LazyEc2(() => new Ec2Client(context, region, _pool)));
    }

    /// <summary>Constructing the EC2 client costs more than all of ECS, and on Fargate it is never used.</summary>
    private sealed class LazyEc2(Func<Ec2Client> make) : IEc2Api, IDisposable
    {
        private readonly Lazy<Ec2Client> _client = new(make);

        public Task<IReadOnlyList<Ec2Instance>> DescribeInstancesAsync(IReadOnlyList<string> ids, CancellationToken cancellation) =>
            _client.Value.DescribeInstancesAsync(ids, cancellation);

        public Task<IReadOnlyDictionary<string, string>> DescribePublicAddressesAsync(IReadOnlyList<string> interfaceIds, CancellationToken cancellation) =>
            _client.Value.DescribePublicAddressesAsync(interfaceIds, cancellation);

        public void Dispose()
        {
            if (_client.IsValueCreated) _client.Value.Dispose();
        }
    }
}
