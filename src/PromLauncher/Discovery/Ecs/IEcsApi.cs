namespace PromLauncher.Discovery.Ecs;

/// <summary>One page of a list.</summary>
/// <param name="Items">What is on it; a page may be empty and still have others behind it.</param>
/// <param name="Next">Gets the next page; null at the end.</param>
public sealed record Page(IReadOnlyList<string> Items, string? Next);

/// <summary>What came of asking for several things by name.</summary>
/// <param name="Items">Those that were told.</param>
/// <param name="Failures">Those that were not, with reason.</param>
public sealed record Described<T>(IReadOnlyList<T> Items, IReadOnlyList<EcsFailure> Failures);

/// <summary>A thing that ECS did not describe although the call went well (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html).</summary>
/// <param name="Arn">Which.</param>
/// <param name="Reason"><c>MISSING</c>: it does not exist (any more). All other reasons say nothing about that.</param>
public sealed record EcsFailure(string Arn, string Reason)
{
    /// <summary>True when the thing is gone.</summary>
    public bool IsMissing => Reason == "MISSING";
}

/// <summary>Gives the string that is already held for a text, or makes one: ARNs of tasks come again in each list.</summary>
public delegate string TextLookup(ReadOnlySpan<char> text);

/// <summary>
/// The operations of ECS that discovery needs, for one account and region; one call is one request. Failures are those of the network and the
/// SDK, which <see cref="Aws.AwsFailure"/> sorts.
/// </summary>
public interface IEcsApi
{
    /// <summary>The ARNs of the account's active clusters.</summary>
    Task<Page> ListClustersAsync(string? token, CancellationToken cancellation);

    /// <summary>Describes at most 100 clusters, with their tags.</summary>
    Task<Described<EcsCluster>> DescribeClustersAsync(IReadOnlyList<string> clusters, CancellationToken cancellation);

    /// <summary>The ARNs of the tasks of a cluster that shall run.</summary>
    /// <param name="cluster">Its name or ARN.</param>
    /// <param name="token">The page, or null for the first.</param>
    /// <param name="lookup">Gives each ARN's string.</param>
    /// <param name="cancellation">Ends it.</param>
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
    /// <summary>Describes at most 100 instances. EC2 fails the whole call when it does not know one of them.</summary>
    Task<IReadOnlyList<Ec2Instance>> DescribeInstancesAsync(IReadOnlyList<string> ids, CancellationToken cancellation);

    /// <summary>The public addresses of at most 100 network interfaces, by id; interfaces without one are left out.</summary>
    Task<IReadOnlyDictionary<string, string>> DescribePublicAddressesAsync(IReadOnlyList<string> interfaceIds, CancellationToken cancellation);
}
