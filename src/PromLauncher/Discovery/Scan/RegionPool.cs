namespace PromLauncher.Discovery.Scan;

/// <summary>
/// The APIs and task definitions of each account and region. Scopes in the same account and region share its rate, whatever their roles. One exception:
/// a role in our own account has a separate rate from the scopes without a role, since our own account's id is never looked up.
/// </summary>
internal sealed class RegionPool(IApiSource source, DiscoveryOptions options, ApiStatistics statistics, TimeProvider time, Random random) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string? Account, string Region), (RequestRate Ecs, RequestRate Ec2)> _rates = [];
    private readonly Dictionary<(string? Role, string? ExternalId, string Region), (RegionApi Api, DefinitionCache Definitions)> _regions = [];

    /// <summary>The APIs of a scope in a region.</summary>
    public (RegionApi Api, DefinitionCache Definitions) Get(DiscoverScope scope, string region)
    {
        lock (_gate)
        {
            var key = (scope.RoleArn, scope.ExternalId, region);
            if (_regions.TryGetValue(key, out var known)) return known;
            var (ecs, ec2) = source.Open(scope, region);
            var limits = (scope.RoleArn is { } role ? Ecs.EcsArn.Account(role) : null, region);
            if (!_rates.TryGetValue(limits, out var rates)) _rates.Add(limits, rates = (Rate(), Rate()));
            var api = new RegionApi(region, ecs, ec2, Caller(rates.Ecs), Caller(rates.Ec2));
            return _regions[key] = (api, new DefinitionCache(api, time));
        }
    }

    /// <summary>The current rates, by region.</summary>
    public IReadOnlyList<(string Region, double Rate)> Rates
    {
        get
        {
            lock (_gate) return [.. _regions.Values.Select(static region => (region.Api.Region, region.Api.EcsCalls.Rate))];
        }
    }

    /// <summary>Drops definitions that no task uses any longer, where there are too many.</summary>
    public void Sweep(Func<HashSet<string>> used)
    {
        lock (_gate)
        {
            foreach (var (_, definitions) in _regions.Values) definitions.Sweep(used);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (api, _) in _regions.Values)
        {
            api.EcsCalls.Dispose();
            api.Ec2Calls.Dispose();
            (api.Ecs as IDisposable)?.Dispose();
            (api.Ec2 as IDisposable)?.Dispose();
        }
    }

    private RequestRate Rate() => new(options.MaxRequestRate, options.MaxRequestRate * 6, time);

    private ApiCaller Caller(RequestRate rate) => new(rate, statistics, time, random);
}
