namespace PromLauncher.Discovery.Ecs;

/// <summary>
/// The operations of ECS that discovery needs, for one account and region; one call is one request. Throws the exceptions of the network and the
/// SDK, which <see cref="Aws.AwsFailure"/> classifies.
/// </summary>
public interface IEcsApi
{
    /// <summary>The ARNs of the account's active clusters.</summary>
    Task<Page> ListClustersAsync(string? token, CancellationToken cancellation);

    /// <summary>Describes at most 100 clusters, with their tags.</summary>
    Task<Described<EcsCluster>> DescribeClustersAsync(IReadOnlyList<string> clusters, CancellationToken cancellation);

    /// <summary>The ARNs of a cluster's tasks whose desired status is RUNNING.</summary>
    /// <param name="cluster">Its name or ARN.</param>
    /// <param name="token">The page, or null for the first.</param>
    /// <param name="lookup">Returns each ARN's string.</param>
    /// <param name="cancellation">Cancels it.</param>
    Task<Page> ListTasksAsync(string cluster, string? token, TextLookup lookup, CancellationToken cancellation);

    /// <summary>Describes at most 100 tasks of a cluster.</summary>
    Task<Described<EcsTask>> DescribeTasksAsync(string cluster, IReadOnlyList<string> tasks, bool tags, CancellationToken cancellation);

    /// <summary>Describes one task definition.</summary>
    Task<TaskDefinition> DescribeTaskDefinitionAsync(string arn, CancellationToken cancellation);

    /// <summary>Describes at most 100 container instances of a cluster.</summary>
    Task<Described<ContainerInstance>> DescribeContainerInstancesAsync(string cluster, IReadOnlyList<string> instances, CancellationToken cancellation);

    /// <summary>Describes at most 10 services of a cluster, with their tags.</summary>
    Task<Described<EcsService>> DescribeServicesAsync(string cluster, IReadOnlyList<string> services, CancellationToken cancellation);
}
