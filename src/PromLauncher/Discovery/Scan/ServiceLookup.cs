using PromLauncher.Discovery.Ecs;
using PromLauncher.Telemetry;

namespace PromLauncher.Discovery.Scan;

/// <summary>A cluster and its services, for labels: described when first needed, and again periodically because tags change.</summary>
internal sealed class ServiceLookup(RegionApi api, string cluster, TimeSpan maxAge, TimeProvider time)
{
    /// <summary>The maximum for one DescribeServices call.</summary>
    private const int Most = 10;

    private readonly Dictionary<string, (EcsService? Service, DateTimeOffset Asked)> _services = new(StringComparer.Ordinal);
    private DateTimeOffset _asked = DateTimeOffset.MinValue;

    /// <summary>Incremented with each response: selections made before are outdated.</summary>
    public int Version { get; private set; }

    /// <summary>The cluster, or null.</summary>
    public EcsCluster? Cluster { get; private set; }

    /// <summary>A service by its name, or null.</summary>
    public EcsService? Find(string? name) => name is not null && _services.TryGetValue(name, out var entry) ? entry.Service : null;

    /// <summary>Fetches what is unknown or too old, and drops services that no task belongs to.</summary>
    /// <returns>What failed.</returns>
    public async Task<IReadOnlyList<FailureException>> EnsureAsync(HashSet<string> names, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        foreach (var name in _services.Keys.Where(name => !names.Contains(name)).ToList()) _services.Remove(name);
        var due = names.Where(name => !_services.TryGetValue(name, out var entry) || IsDue(entry.Asked, now)).ToList();
        List<FailureException> failures = [.. await Chunks.CallAsync(due, Most, chunk => api.EcsCalls.CallAsync("ecs:DescribeServices", "cluster " + cluster,
            token => api.Ecs.DescribeServicesAsync(cluster, chunk, token), cancellation), (asked, answer) =>
            {
                Version++;
                foreach (var name in asked) _services[name] = (answer.Items.FirstOrDefault(service => service.Name == name), now);
            }).ConfigureAwait(false)];
        if (IsDue(_asked, now))
        {
            failures.AddRange(await Chunks.CallAsync([cluster], 1, chunk => api.EcsCalls.CallAsync("ecs:DescribeClusters", "cluster " + cluster,
                token => api.Ecs.DescribeClustersAsync(chunk, token), cancellation), (_, answer) =>
                {
                    Version++;
                    if (answer.Items is [var found, ..]) Cluster = found;
                    _asked = now;
                }).ConfigureAwait(false));
        }

        return failures;
    }

    private bool IsDue(DateTimeOffset asked, DateTimeOffset now) => asked == DateTimeOffset.MinValue || maxAge > TimeSpan.Zero && now - asked >= maxAge;
}
