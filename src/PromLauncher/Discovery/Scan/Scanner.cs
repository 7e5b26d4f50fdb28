using PromLauncher.Discovery.Targets;
using PromLauncher.Telemetry;

namespace PromLauncher.Discovery.Scan;

/// <summary>The result of a cycle.</summary>
/// <param name="IsChanged">True when the targets have changed.</param>
/// <param name="Scans">The result for each cluster and scope.</param>
internal sealed record CycleOutcome(bool IsChanged, IReadOnlyList<ScanOutcome> Scans);

/// <summary>Scans all scopes concurrently: one that fails keeps its last good targets while the others continue.</summary>
internal sealed class Scanner : IDisposable
{
    private readonly RegionPool _regions;
    private readonly List<ScopeScan> _scopes;
    private readonly DiscoveryOptions _options;
    private readonly TimeProvider _time;
    private List<Target> _unclaimed = [];
    private DateTimeOffset _adopted;

    /// <summary>A scanner that has not made a request yet.</summary>
    public Scanner(DiscoveryOptions options, IApiSource source, ApiStatistics statistics, TimeProvider time, Random random)
    {
        (_options, _time) = (options, time);
        _regions = new RegionPool(source, options, statistics, time, random);
        _scopes = [.. options.Scopes.Select(scope => new ScopeScan(scope, _regions, source, options, time))];
    }

    /// <summary>The clusters known so far.</summary>
    public IEnumerable<ClusterScan> Clusters => _scopes.SelectMany(static scope => scope.Clusters);

    /// <summary>The current API request rates, by region.</summary>
    public IReadOnlyList<(string Region, double Rate)> Rates => _regions.Rates;

    /// <summary>True once a cluster's tasks have been listed or targets of an existing file adopted. Before that nothing may be written.</summary>
    public bool KnowsAnything => _unclaimed.Count > 0 || Clusters.Any(static cluster => cluster.LastListed is not null);

    /// <summary>Adopts the targets of an existing file as the last good view.</summary>
    /// <param name="targets">Its targets.</param>
    /// <param name="written">When it was written.</param>
    public void Adopt(IEnumerable<Target> targets, DateTimeOffset written) => (_unclaimed, _adopted) = ([.. targets], written);

    /// <summary>Selects targets by new rules from now on.</summary>
    public void Select(TargetSelection selection)
    {
        foreach (var scope in _scopes) scope.Select(selection);
    }

    /// <summary>One cycle.</summary>
    /// <exception cref="FailureException">The request can't be served here (no region is known, or we are not running in a cluster).</exception>
    public async Task<CycleOutcome> RunAsync(CancellationToken cancellation)
    {
        var resolved = await Task.WhenAll(_scopes.Select(scope => ResolveAsync(scope, cancellation))).ConfigureAwait(false);
        var changed = resolved.Any(static scope => scope.IsChanged) | Claim();
        var scans = resolved.Select(static scope => scope.Outcome).ToList();
        ClusterNames.Give(Clusters);
        foreach (var (cluster, outcome) in await Task.WhenAll(Clusters.ToList().Select(cluster => RunAsync(cluster, cancellation))).ConfigureAwait(false))
        {
            changed |= outcome.IsChanged;
            var dropped = _options.MaxStale > TimeSpan.Zero && cluster.LastListed is { } last && _time.GetUtcNow() - last > _options.MaxStale && cluster.Drop();
            changed |= dropped;
            scans.Add(new ScanOutcome(cluster.Name, outcome.Failures)
            {
                IsCluster = true,
                HasDropped = dropped,
                Tasks = cluster.Entries.Count,
                Targets = cluster.Entries.Sum(static entry => entry.Selection.Targets.Count),
            });
        }

        _regions.Sweep(() => [.. Clusters.SelectMany(static cluster => cluster.Entries).Select(static entry => entry.Task?.DefinitionArn).OfType<string>()]);
        return new CycleOutcome(changed, [.. scans.GroupBy(static scan => scan.Name).Select(static same => same.Aggregate(static (one, other) => one.With(other)))]);
    }

    /// <summary>The targets, sorted and without duplicates: two scopes may refer to the same cluster.</summary>
    public List<Target> Targets()
    {
        var targets = new List<Target>(_unclaimed);
        foreach (var cluster in Clusters)
        {
            foreach (var entry in cluster.Entries) targets.AddRange(entry.Selection.Targets);
        }

        targets.Sort(Target.Compare);
        var kept = 0;
        for (var i = 0; i < targets.Count; i++)
        {
            if (kept == 0 || !targets[kept - 1].Equals(targets[i])) targets[kept++] = targets[i];
        }

        targets.RemoveRange(kept, targets.Count - kept);
        return targets;
    }

    /// <inheritdoc/>
    public void Dispose() => _regions.Dispose();

    private static async Task<(ClusterScan Cluster, ClusterOutcome Outcome)> RunAsync(ClusterScan cluster, CancellationToken cancellation) =>
        (cluster, await cluster.RunAsync(cancellation).ConfigureAwait(false));

    private async Task<(bool IsChanged, ScanOutcome Outcome)> ResolveAsync(ScopeScan scope, CancellationToken cancellation)
    {
        var list = ClusterNames.Of(scope.Scope, _scopes.Count);
        try
        {
            return (await scope.ResolveAsync(cancellation).ConfigureAwait(false), new ScanOutcome(list, []));
        }
        catch (FailureException e) when (e.Kind is not (FailureKind.Usage or FailureKind.NotFound))
        {
            return (false, new ScanOutcome(list, [e]));
        }
    }

    /// <summary>Assigns targets of an existing file to their clusters; once all scopes are resolved, the remaining ones are dropped.</summary>
    /// <returns>True when some were dropped.</returns>
    private bool Claim()
    {
        if (_unclaimed.Count == 0) return false;
        var named = _scopes.Where(static scope => scope.IsResolved).OrderBy(static scope => scope.Scope.Clusters.Count == 0).ToList();
        var left = _unclaimed.Where(target => !named.Exists(scope => scope.Adopt(target, _adopted, ours: false)) && !named.Exists(scope => scope.Adopt(target, _adopted, ours: true))).ToList();
        var done = _scopes.TrueForAll(static scope => scope.IsResolved);
        _unclaimed = done ? [] : left;
        return done && left.Count > 0;
    }
}
