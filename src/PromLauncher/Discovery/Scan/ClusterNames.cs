using PromLauncher.Discovery.Ecs;

namespace PromLauncher.Discovery.Scan;

/// <summary>
/// The names of clusters and scopes in logs, metrics and pages. A cluster has its own name; where clusters of several regions or accounts share
/// one, region and account are appended, since each may fail on its own.
/// </summary>
internal static class ClusterNames
{
    /// <summary>Gives each cluster a unique name.</summary>
    public static void Give(IEnumerable<ClusterScan> clusters)
    {
        foreach (var same in clusters.GroupBy(static cluster => EcsArn.Name(cluster.Cluster)))
        {
            var isUnique = same.DistinctBy(static cluster => (cluster.Region, cluster.Account)).Count() == 1;
            foreach (var cluster in same) cluster.Name = isUnique ? same.Key : same.Key + Detail(cluster.Region, cluster.Account);
        }
    }

    /// <summary>The name of a scope: one that no cluster can have, as theirs consist of letters, digits, hyphens and underscores (CreateCluster's clusterName).</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="scopes">The number of scopes.</param>
    public static string Of(DiscoverScope scope, int scopes) => scopes == 1 ? "list of clusters" : "list of clusters" + Detail(scope.Region, scope.RoleArn);

    private static string Detail(params string?[] details) => details.OfType<string>().ToArray() is { Length: > 0 } known ? $" ({string.Join(", ", known)})" : "";
}
