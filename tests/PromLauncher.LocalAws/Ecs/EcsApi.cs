using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using PromLauncher.LocalAws.Ec2;
using PromLauncher.LocalAws.Http;

namespace PromLauncher.LocalAws.Ecs;

/// <summary>
/// Elastic Container Service: the read calls (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/Welcome.html), with the API's limits, rates and
/// failures. Clusters belong to the caller's account and to the region that a call is signed for.
/// </summary>
public sealed partial class EcsApi : JsonService
{
    private readonly ConcurrentDictionary<(string Account, string Region, string Name), EcsCluster> _clusters = new();
    private readonly ConcurrentDictionary<string, TaskDefinition> _definitions = new(StringComparer.Ordinal);
    private readonly Ec2Api _ec2;
    private readonly RateLimits _rates;
    private int _addresses = 257;
    private int _throttled;

    internal EcsApi(Ec2Api ec2, TimeProvider time)
    {
        (_ec2, Time) = (ec2, time);
        _rates = new RateLimits(time);
    }

    /// <inheritdoc/>
    public override string Name => "ecs";

    /// <summary>True, as in AWS: callers over the rate limit are throttled.</summary>
    public bool HasRateLimits { get; set; } = true;

    /// <summary>True: every other page of a listing is empty and has a token, as AWS's may be.</summary>
    public bool HasEmptyPages { get; set; }

    /// <summary>The longest page of a listing; never more than the API's 100.</summary>
    public int PageSize { get; set; } = 100;

    /// <summary>How many calls were throttled so far.</summary>
    public int Throttled => _throttled;

    /// <inheritdoc/>
    protected override string Target => "AmazonEC2ContainerServiceV20141113";

    internal TimeProvider Time { get; }

    /// <summary>Creates a cluster, or returns the existing one.</summary>
    public EcsCluster Create(string name, string region = "eu-west-1", string account = LocalAwsServer.DefaultAccount) =>
        _clusters.GetOrAdd((account, region, name), _ => new EcsCluster(this, _ec2, name, region, account));

    /// <summary>Deletes a cluster.</summary>
    public void Delete(EcsCluster cluster) => _clusters.TryRemove((cluster.Account, cluster.Region, cluster.Name), out _);

    /// <summary>Registers a task definition.</summary>
    /// <returns>Its ARN.</returns>
    public string Register(TaskDefinition definition, string region = "eu-west-1", string account = LocalAwsServer.DefaultAccount)
    {
        var arn = definition.Arn(region, account);
        _definitions.TryAdd(arn, definition);
        return arn;
    }

    /// <summary>Forgets a task definition.</summary>
    public void Forget(string definitionArn) => _definitions.TryRemove(definitionArn, out _);

    /// <inheritdoc/>
    protected override Task<JsonObject> CallAsync(AwsRequest request, string operation, JsonObject input) => operation switch
    {
        "ListClusters" => ListClustersAsync(request, input),
        "DescribeClusters" => DescribeClustersAsync(request, input),
        "ListTasks" => ListTasksAsync(request, input),
        "DescribeTasks" => DescribeTasksAsync(request, input),
        "DescribeTaskDefinition" => DescribeTaskDefinitionAsync(request, input),
        "ListContainerInstances" => ListContainerInstancesAsync(request, input),
        "DescribeContainerInstances" => DescribeContainerInstancesAsync(request, input),
        "ListServices" => ListServicesAsync(request, input),
        "DescribeServices" => DescribeServicesAsync(request, input),
        _ => throw UnknownOperation(operation),
    };

    internal static string LastPart(string arn) => arn[(arn.LastIndexOf('/') + 1)..];

    internal string NextAddress()
    {
        var next = Interlocked.Increment(ref _addresses);
        return string.Create(CultureInfo.InvariantCulture, $"10.{(next >> 16) & 255}.{(next >> 8) & 255}.{next & 255}");
    }

    /// <summary>The cluster that a call refers to, by name or ARN; by default <c>default</c>.</summary>
    private EcsCluster Cluster(AwsRequest request, JsonObject input) =>
        Find(request, input.Text("cluster") ?? "default") ?? throw new AwsException(400, "ClusterNotFoundException", "Cluster not found.");

    private EcsCluster? Find(AwsRequest request, string nameOrArn)
    {
        var cluster = _clusters.GetValueOrDefault((request.Account, request.Region, LastPart(nameOrArn)));
        return cluster is null || (nameOrArn.StartsWith("arn:", StringComparison.Ordinal) && nameOrArn != cluster.Arn) ? null : cluster;
    }

    private string ClusterArn(AwsRequest request, JsonObject input) => ArnOf(request, input.Text("cluster") ?? "default");

    private static string ArnOf(AwsRequest request, string cluster) =>
        cluster.StartsWith("arn:", StringComparison.Ordinal) ? cluster : $"arn:aws:ecs:{request.Region}:{request.Account}:cluster/{cluster}";

    private static Dictionary<string, string> InCluster(string clusterArn) => new() { ["ecs:cluster"] = clusterArn };

    /// <summary>The ARNs of ids, as used in policies.</summary>
    private static List<string> Arns(AwsRequest request, string kind, string clusterArn, IEnumerable<string> ids) =>
        [.. ids.Select(id => id.StartsWith("arn:", StringComparison.Ordinal) ? id : $"arn:aws:ecs:{request.Region}:{request.Account}:{kind}/{LastPart(clusterArn)}/{id}")];

    private void Rate(AwsRequest request, string group, int burst, int refill)
    {
        if (!HasRateLimits || _rates.Take($"{request.Account}/{request.Region}/{group}", burst, refill)) return;
        Interlocked.Increment(ref _throttled);
        throw ((IAwsService)this).Throttled();
    }

    private static AwsException Invalid(string message) => new(400, "InvalidParameterException", message);

    private static JsonObject Missing(string arn) => new() { ["arn"] = arn, ["reason"] = "MISSING" };
}
