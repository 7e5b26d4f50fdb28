using PromLauncher.Discovery.Ecs;
using PromLauncher.Discovery.Targets;
using PromLauncher.Telemetry;

namespace PromLauncher.Discovery.Scan;

/// <summary>The clusters of one scope: those it names, or all in the region.</summary>
internal sealed class ScopeScan(DiscoverScope scope, RegionPool regions, IApiSource source, DiscoveryOptions options, TimeProvider time)
{
    private readonly Dictionary<string, ClusterScan> _clusters = new(StringComparer.Ordinal);
    private TargetSelection? _selection;
    private HashSet<string>? _listed;
    private string? _region;

    /// <summary>The scope.</summary>
    public DiscoverScope Scope { get; } = scope;

    /// <summary>Its clusters known so far.</summary>
    public IReadOnlyCollection<ClusterScan> Clusters => _clusters.Values;

    /// <summary>True once its clusters are known, so that targets of an existing file can be assigned to them.</summary>
    public bool IsResolved { get; private set; }

    /// <summary>Finds the region and the clusters.</summary>
    /// <returns>True when clusters with targets have been deleted.</returns>
    /// <exception cref="FailureException">They can't be determined; known ones stay.</exception>
    public async Task<bool> ResolveAsync(CancellationToken cancellation)
    {
        _region ??= Scope.Region ?? (Scope.Clusters.Count > 0 && Scope.Clusters.All(static cluster => EcsArn.Region(cluster) is not null)
            ? "" : await source.OwnRegionAsync(cancellation).ConfigureAwait(false));
        if (Scope.Clusters.Count > 0)
        {
            foreach (var name in Scope.Clusters) Add(name == DiscoverScope.Self ? await source.OwnClusterAsync(cancellation).ConfigureAwait(false) : name);
            IsResolved = true;
            return false;
        }

        IsResolved = true;
        var listed = _listed = await ListAsync(cancellation).ConfigureAwait(false);
        foreach (var arn in listed) Add(arn);
        var changed = false;
        foreach (var gone in _clusters.Keys.Where(cluster => !listed.Contains(cluster)).ToList())
        {
            changed |= _clusters[gone].Drop();
            _clusters.Remove(gone);
        }

        return changed;
    }

    /// <summary>Adopts a target of an existing file if it belongs to one of the clusters, by name, region and account.</summary>
    /// <param name="target">The target.</param>
    /// <param name="written">When the file was written.</param>
    /// <param name="ours">
    /// False: only for clusters whose account is known from an ARN or the role. True: only for the others, which are in our own account; its id
    /// is not known, so these are tried last.
    /// </param>
    public bool Adopt(Target target, DateTimeOffset written, bool ours)
    {
        if (Find(target, ours) is not { } cluster) return false;
        cluster.Adopt(target, written);
        return true;
    }

    private ClusterScan? Find(Target target, bool ours)
    {
        // From the task's ARN, which every target has: the cluster may be known by name only.
        var (region, account) = (EcsArn.Region(target.TaskArn), EcsArn.Account(target.TaskArn));
        if (Scope.Clusters.Count > 0)
        {
            return _clusters.Values.FirstOrDefault(cluster => EcsArn.Name(cluster.Cluster) == target.Cluster && cluster.Region == region
                && (ours ? cluster.Account is null : cluster.Account == account));
        }

        var role = Scope.RoleArn is { } arn ? EcsArn.Account(arn) : null;
        if (region != _region || (ours ? role is not null : role is null || role != account)) return null;
        return EcsArn.Region(target.ClusterArn) is null || _listed?.Contains(target.ClusterArn) == false ? null : Add(target.ClusterArn);
    }

    /// <summary>Selects targets by new rules from now on.</summary>
    public void Select(TargetSelection selection)
    {
        _selection = selection;
        foreach (var cluster in _clusters.Values) cluster.Select(selection);
    }

    private ClusterScan Add(string cluster)
    {
        if (_clusters.TryGetValue(cluster, out var known)) return known;
        var (api, definitions) = regions.Get(Scope, EcsArn.Region(cluster) ?? _region!);
        var scan = new ClusterScan(cluster, Scope.RoleArn is { } role ? EcsArn.Account(role) : null, api, definitions, options, time);
        if (_selection is not null) scan.Select(_selection);
        _clusters.Add(cluster, scan);
        return scan;
    }

    private async Task<HashSet<string>> ListAsync(CancellationToken cancellation)
    {
        var (api, _) = regions.Get(Scope, _region!);
        var listed = new HashSet<string>(StringComparer.Ordinal);
        for (string? token = null; ;)
        {
            var at = token;
            var page = await api.EcsCalls.CallAsync("ecs:ListClusters", "region " + _region, stop => api.Ecs.ListClustersAsync(at, stop), cancellation).ConfigureAwait(false);
            listed.UnionWith(page.Items);
            if (page.Next is null) return listed;
            if (page.Next == token) throw new FailureException(FailureKind.Unavailable, $"ecs:ListClusters in {_region} keeps returning pages without an end.");
            token = page.Next;
        }
    }
}
