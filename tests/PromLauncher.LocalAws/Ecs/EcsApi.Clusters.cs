using System.Text.Json.Nodes;
using PromLauncher.LocalAws.Http;

namespace PromLauncher.LocalAws.Ecs;

/// <content>Clusters, with their services and container instances.</content>
public sealed partial class EcsApi
{
    private const int MostServices = 10;

    private async Task<JsonObject> ListClustersAsync(AwsRequest request, JsonObject input)
    {
        await request.AuthorizeAsync("ecs:ListClusters", "*");
        Rate(request, "cluster-read", 50, 20);
        return ListPage("clusterArns", input, Of(_clusters.Values.Where(cluster => cluster.Account == request.Account && cluster.Region == request.Region).Select(static cluster => cluster.Arn)));
    }

    private async Task<JsonObject> DescribeClustersAsync(AwsRequest request, JsonObject input)
    {
        var asked = input.Texts("clusters") is { Count: > 0 } some ? some : ["default"];
        if (asked.Count > MostIds) throw Invalid("Clusters cannot have more than 100 elements.");
        await request.AuthorizeAsync("ecs:DescribeClusters", [.. asked.Select(cluster => ArnOf(request, cluster))]);
        Rate(request, "cluster-read", 50, 20);
        var withTags = input.Texts("include").Contains("TAGS");
        var (found, failures) = (new JsonArray(), new JsonArray());
        foreach (var name in asked)
        {
            if (Find(request, name) is { } cluster) found.Add(EcsJson.Cluster(cluster, withTags));
            else failures.Add(Missing(ArnOf(request, name)));
        }

        return new JsonObject { ["clusters"] = found, ["failures"] = failures };
    }

    private async Task<JsonObject> ListServicesAsync(AwsRequest request, JsonObject input)
    {
        var arn = ClusterArn(request, input);
        await request.AuthorizeAsync("ecs:ListServices", "*", InCluster(arn));
        Rate(request, "service-read", 50, 20);
        return ListPage("serviceArns", input, Of(Cluster(request, input).Services.Select(static service => service.Arn)));
    }

    private async Task<JsonObject> DescribeServicesAsync(AwsRequest request, JsonObject input)
    {
        var ids = Ids(input, "services", "Services", MostServices);
        var arn = ClusterArn(request, input);
        var arns = Arns(request, "service", arn, ids);
        await request.AuthorizeAsync("ecs:DescribeServices", arns, InCluster(arn));
        Rate(request, "service-read", 50, 20);
        var cluster = Cluster(request, input);
        var withTags = input.Texts("include").Contains("TAGS");
        var (found, failures) = (new JsonArray(), new JsonArray());
        for (var i = 0; i < ids.Count; i++)
        {
            if (cluster.Service(ids[i]) is { } service) found.Add(EcsJson.Service(cluster, service, withTags));
            else failures.Add(Missing(arns[i]));
        }

        return new JsonObject { ["services"] = found, ["failures"] = failures };
    }

    private async Task<JsonObject> ListContainerInstancesAsync(AwsRequest request, JsonObject input)
    {
        var arn = ClusterArn(request, input);
        await request.AuthorizeAsync("ecs:ListContainerInstances", arn);
        Rate(request, "resource-read", 100, 20);
        return ListPage("containerInstanceArns", input, Of(Cluster(request, input).Instances.Select(static instance => instance.Arn)));
    }

    private async Task<JsonObject> DescribeContainerInstancesAsync(AwsRequest request, JsonObject input)
    {
        var ids = Ids(input, "containerInstances", "Container instances", MostIds);
        var arn = ClusterArn(request, input);
        var arns = Arns(request, "container-instance", arn, ids);
        await request.AuthorizeAsync("ecs:DescribeContainerInstances", arns, InCluster(arn));
        Rate(request, "resource-read", 100, 20);
        var cluster = Cluster(request, input);
        var (found, failures) = (new JsonArray(), new JsonArray());
        for (var i = 0; i < ids.Count; i++)
        {
            if (cluster.Instance(ids[i]) is { } instance) found.Add(EcsJson.Instance(cluster, instance));
            else failures.Add(Missing(arns[i]));
        }

        return new JsonObject { ["containerInstances"] = found, ["failures"] = failures };
    }

    /// <summary>A listing of few items, in the order of their ARNs.</summary>
    private static Func<long, int, List<(long Place, string Arn)>> Of(IEnumerable<string> arns)
    {
        var sorted = arns.Order(StringComparer.Ordinal).ToList();
        return (after, most) => [.. sorted.Select(static (arn, index) => ((long)index + 1, arn)).Skip((int)after).Take(most)];
    }
}
