using PromLauncher.Discovery;
using PromLauncher.Discovery.Ecs;
using PromLauncher.Discovery.Scan;
using PromLauncher.Tests.Discovery.Targets;

namespace PromLauncher.Tests.Discovery.Scan;

public sealed class DefinitionCacheTest
{
    private readonly ManualTime _time = new();
    private readonly FakeAws _aws = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_is_asked_for_once_however_many_want_it()
    {
        var cache = Make();
        var arn = Add(1);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => cache.EnsureAsync(arn, Stop)));
        _time.Advance(TimeSpan.FromDays(365));
        await cache.EnsureAsync(arn, Stop);
        Assert.Equal(1, _aws.TakeCalls("DescribeTaskDefinition"));
        Assert.NotNull(cache.Find(arn));
    }

    [Fact]
    public async Task Beyond_its_bound_only_those_in_use_stay()
    {
        var cache = Make();
        var all = Enumerable.Range(1, DefinitionCache.Most + 100).Select(Add).ToList();
        foreach (var arn in all.Take(DefinitionCache.Most)) await cache.EnsureAsync(arn, Stop);
        cache.Sweep(static () => throw new InvalidOperationException("there is room"));
        foreach (var arn in all) await cache.EnsureAsync(arn, Stop);
        cache.Sweep(() => [.. all.TakeLast(50)]);
        Assert.Equal(50, cache.Count);
        Assert.NotNull(cache.Find(all[^1]));
        Assert.Null(cache.Find(all[0]));
    }

    [Fact]
    public async Task One_that_ecs_does_not_have_is_asked_for_ever_later()
    {
        var cache = Make();
        var asked = 0;
        for (var minute = 0; minute < 60; minute++)
        {
            await cache.EnsureAsync(Given.Prefix + "task-definition/gone:1", Stop);
            asked += _aws.TakeCalls("DescribeTaskDefinition");
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        // After 1, 2, 4, 8 and from then on 10 minutes.
        Assert.Equal(9, asked);
        Assert.True(DefinitionCache.IsAnswer(cache.Failure(Given.Prefix + "task-definition/gone:1")!));
    }

    [Fact]
    public async Task One_that_could_not_be_asked_for_is_asked_for_in_the_next_cycle()
    {
        var cache = Make();
        var arn = Add(1);
        _aws.Fault = static (_, _) => FakeAws.Error("AccessDeniedException");
        await cache.EnsureAsync(arn, Stop);
        Assert.False(DefinitionCache.IsAnswer(cache.Failure(arn)!));
        _aws.Fault = static (_, _) => null;
        await cache.EnsureAsync(arn, Stop);
        Assert.NotNull(cache.Find(arn));
        Assert.Null(cache.Failure(arn));
    }

    private string Add(int number)
    {
        var arn = $"{Given.Prefix}task-definition/d:{number}";
        _aws.Definitions[arn] = Given.Definition() with { Arn = arn };
        return arn;
    }

    private DefinitionCache Make()
    {
        var (rate, random) = (new RequestRate(1e6, 1e6, _time), new NoJitter());
        return new DefinitionCache(new RegionApi("eu-west-1", _aws, _aws, Caller(), Caller()), _time);

        ApiCaller Caller() => new(rate, new ApiStatistics(_time), _time, random);
    }
}
