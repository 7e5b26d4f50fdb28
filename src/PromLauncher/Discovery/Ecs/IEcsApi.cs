namespace PromLauncher.Discovery.Ecs;

/// <summary>One page of a list.</summary>
/// <param name="Items">What is on it; a page may be empty and still be followed by others.</param>
/// <param name="Next">The token of the next page; null on the last one.</param>
public sealed record Page(IReadOnlyList<string> Items, string? Next);

/// <summary>The response to describing several resources by name.</summary>
/// <param name="Items">Those that were described.</param>
/// <param name="Failures">Those that were not, with the reason.</param>
public sealed record Described<T>(IReadOnlyList<T> Items, IReadOnlyList<EcsFailure> Failures);

/// <summary>A resource that ECS did not describe although the call succeeded (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html).</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="Reason"><c>MISSING</c>: it does not exist (any more). Other reasons don't imply that.</param>
public sealed record EcsFailure(string Arn, string Reason)
{
    /// <summary>True when the resource is gone.</summary>
    public bool IsMissing => Reason == "MISSING";
}

/// <summary>Returns the string already held for a span, or makes one: task ARNs recur in each listing.</summary>
public delegate string TextLookup(ReadOnlySpan<char> text);

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

/// <summary>The operations of EC2 that discovery needs, for one account and region.</summary>
public interface IEc2Api
{
    /// <summary>Describes at most 100 instances. EC2 fails the whole call when one of them does not exist.</summary>
    Task<IReadOnlyList<Ec2Instance>> DescribeInstancesAsync(IReadOnlyList<string> ids, CancellationToken cancellation);

    /// <summary>The public addresses of at most 100 network interfaces, by id; interfaces without one are omitted.</summary>
    Task<IReadOnlyDictionary<string, string>> DescribePublicAddressesAsync(IReadOnlyList<string> interfaceIds, CancellationToken cancellation);
}
