using System.Collections.Concurrent;
using System.Net;
using Amazon.Runtime;
using PromLauncher.Discovery;
using PromLauncher.Discovery.Ecs;
using PromLauncher.Discovery.Scan;

namespace PromLauncher.Tests.Discovery.Scan;

/// <summary>ECS and EC2 as far as their answers go, without a network: clusters, tasks, definitions, machines, faults by operation, real limits.</summary>
internal sealed class FakeAws : IApiSource, IEcsApi, IEc2Api
{
    private readonly ConcurrentDictionary<string, int> _calls = new();

    /// <summary>Tasks by cluster name.</summary>
    public Dictionary<string, List<EcsTask>> Clusters { get; } = [];

    public Dictionary<string, TaskDefinition> Definitions { get; } = [];

    public Dictionary<string, ContainerInstance> Instances { get; } = [];

    public Dictionary<string, Ec2Instance> Hosts { get; } = [];

    /// <summary>Failures that DescribeTasks tells instead of a task, by ARN.</summary>
    public Dictionary<string, string> TaskFailures { get; } = [];

    /// <summary>What a call fails with: given the operation and its cluster, ARN or null.</summary>
    public Func<string, string?, Exception?> Fault { get; set; } = static (_, _) => null;

    public int PageSize { get; set; } = 100;

    /// <summary>Every page of a list names itself as the next one.</summary>
    public bool Endless { get; set; }

    /// <summary>How many tasks were described.</summary>
    public int Described { get; set; }

    /// <summary>Tags of services.</summary>
    public Tag[] ServiceTags { get; set; } = [];

    /// <summary>What answers in another role or region; by default this does.</summary>
    public Func<DiscoverScope, string, FakeAws?> Elsewhere { get; set; } = static (_, _) => null;

    public string? OwnCluster { get; set; }

    public static AmazonServiceException Error(string code, HttpStatusCode status = HttpStatusCode.BadRequest) => new("no", ErrorType.Sender, code, "id", status);

    /// <summary>The calls of an operation since the last time it was asked.</summary>
    public int TakeCalls(string operation) => _calls.TryRemove(operation, out var count) ? count : 0;

    public Task<string> OwnRegionAsync(CancellationToken cancellation) => Task.FromResult("eu-west-1");

    public Task<string> OwnClusterAsync(CancellationToken cancellation) => Task.FromResult(OwnCluster!);

    public (IEcsApi Ecs, IEc2Api Ec2) Open(DiscoverScope scope, string region) => Elsewhere(scope, region) is { } other ? (other, other) : (this, this);

    public Task<Page> ListClustersAsync(string? token, CancellationToken cancellation) => AnswerAsync("ListClusters", null, () =>
        Paged(Clusters.Keys.Select(static name => Targets.Given.Prefix + "cluster/" + name).ToList(), token));

    public Task<Described<EcsCluster>> DescribeClustersAsync(IReadOnlyList<string> clusters, CancellationToken cancellation) => AnswerAsync("DescribeClusters", null, () =>
        new Described<EcsCluster>([.. clusters.Select(static name => new EcsCluster(name, EcsArn.Name(name), []))], []));

    public Task<Page> ListTasksAsync(string cluster, string? token, TextLookup lookup, CancellationToken cancellation) => AnswerAsync("ListTasks", cluster, () =>
    {
        var page = Paged(Find(cluster).Where(static task => task.DesiredStatus != "STOPPED").Select(static task => task.Arn).ToList(), token);
        return page with { Items = [.. page.Items.Select(arn => lookup(arn))] };
    });

    public Task<Described<EcsTask>> DescribeTasksAsync(string cluster, IReadOnlyList<string> tasks, bool tags, CancellationToken cancellation) => AnswerAsync("DescribeTasks", cluster, () =>
    {
        if (tasks.Count is 0 or > 100) throw Error("InvalidParameterException");
        Described += tasks.Count;
        var known = Find(cluster).ToDictionary(static task => task.Arn);
        return new Described<EcsTask>(
            [.. tasks.Where(arn => known.ContainsKey(arn) && !TaskFailures.ContainsKey(arn)).Select(arn => known[arn])],
            [.. tasks.Where(arn => !known.ContainsKey(arn) || TaskFailures.ContainsKey(arn)).Select(arn => new EcsFailure(arn, TaskFailures.GetValueOrDefault(arn, "MISSING")))]);
    });

    public Task<TaskDefinition> DescribeTaskDefinitionAsync(string arn, CancellationToken cancellation) => AnswerAsync("DescribeTaskDefinition", arn, () =>
        Definitions.TryGetValue(arn, out var found) ? found : throw Error("ClientException"));

    public Task<Described<ContainerInstance>> DescribeContainerInstancesAsync(string cluster, IReadOnlyList<string> instances, CancellationToken cancellation) =>
        AnswerAsync("DescribeContainerInstances", cluster, () => new Described<ContainerInstance>(
            [.. instances.Where(Instances.ContainsKey).Select(arn => Instances[arn])],
            [.. instances.Where(arn => !Instances.ContainsKey(arn)).Select(static arn => new EcsFailure(arn, "MISSING"))]));

    public Task<Described<EcsService>> DescribeServicesAsync(string cluster, IReadOnlyList<string> services, CancellationToken cancellation) => AnswerAsync("DescribeServices", cluster, () =>
        services.Count is 0 or > 10 ? throw Error("InvalidParameterException") : new Described<EcsService>([.. services.Select(name => new EcsService("arn:" + name, name, "ACTIVE", ServiceTags))], []));

    public Task<IReadOnlyList<Ec2Instance>> DescribeInstancesAsync(IReadOnlyList<string> ids, CancellationToken cancellation) => AnswerAsync<IReadOnlyList<Ec2Instance>>("DescribeInstances", null, () =>
        ids.Where(id => !Hosts.ContainsKey(id)).ToList() is [_, ..] unknown
            ? throw new AmazonServiceException($"The instance IDs '{string.Join(", ", unknown)}' do not exist", ErrorType.Sender, "InvalidInstanceID.NotFound", "id", HttpStatusCode.BadRequest)
            : [.. ids.Select(id => Hosts[id])]);

    public Task<IReadOnlyDictionary<string, string>> DescribePublicAddressesAsync(IReadOnlyList<string> interfaceIds, CancellationToken cancellation) =>
        AnswerAsync<IReadOnlyDictionary<string, string>>("DescribeNetworkInterfaces", null, () => interfaceIds.ToDictionary(static id => id, static id => "52.0.0." + id[4..]));

    private List<EcsTask> Find(string cluster) => Clusters.TryGetValue(EcsArn.Name(cluster), out var tasks) ? tasks : throw Error("ClusterNotFoundException");

    /// <summary>Pages, an empty one with a token among them.</summary>
    private Page Paged(List<string> all, string? token)
    {
        if (Endless) return new Page(all, "again");
        if (token is null && all.Count > PageSize) return new Page([], "0");
        var start = token is null ? 0 : int.Parse(token, System.Globalization.CultureInfo.InvariantCulture);
        return new Page([.. all.Skip(start).Take(PageSize)], start + PageSize < all.Count ? $"{start + PageSize}" : null);
    }

    private async Task<T> AnswerAsync<T>(string operation, string? subject, Func<T> answer)
    {
        _calls.AddOrUpdate(operation, 1, static (_, count) => count + 1);
        await Task.Yield();
        return Fault(operation, subject) is { } fault ? throw fault : answer();
    }
}
