using PromLauncher.Discovery.Scan;

namespace PromLauncher.Tests.Discovery.Scan;

public sealed class RequestRateTest
{
    private readonly ManualTime _time = new();

    [Fact]
    public void After_the_burst_calls_wait_for_their_turn()
    {
        var rate = new RequestRate(10, 60, _time);
        for (var i = 0; i < 60; i++) Assert.Equal(TimeSpan.Zero, rate.Take());
        Assert.Equal([100d, 200, 300], Enumerable.Range(0, 3).Select(_ => Math.Round(rate.Take().TotalMilliseconds)));
        _time.Advance(TimeSpan.FromSeconds(1.3));
        for (var i = 0; i < 10; i++) Assert.Equal(TimeSpan.Zero, rate.Take());
        Assert.NotEqual(TimeSpan.Zero, rate.Take());
    }

    [Fact]
    public void A_pause_fills_the_bucket_and_no_more_than_that()
    {
        var rate = new RequestRate(10, 60, _time);
        _time.Advance(TimeSpan.FromDays(1));
        for (var i = 0; i < 60; i++) Assert.Equal(TimeSpan.Zero, rate.Take());
        Assert.NotEqual(TimeSpan.Zero, rate.Take());
    }

    [Fact]
    public void Throttling_halves_the_rate_once_for_all_calls_under_way_and_it_recovers()
    {
        var rate = new RequestRate(10, 60, _time);
        for (var i = 0; i < 8; i++) rate.Throttled();
        Assert.Equal(5, rate.Current);
        Assert.Equal(200, rate.Take().TotalMilliseconds);
        _time.Advance(TimeSpan.FromSeconds(1));
        rate.Throttled();
        Assert.Equal(2.75, rate.Current);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(5.25, rate.Current);
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(10, rate.Current);
    }

    [Fact]
    public void However_often_it_is_throttled_calls_go_on()
    {
        var rate = new RequestRate(10, 60, _time);
        for (var i = 0; i < 100; i++)
        {
            rate.Throttled();
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(rate.Current, 10 / 32d, 1.5);
        Assert.InRange(rate.Take(), TimeSpan.Zero, TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task Throttled_calls_are_made_again_counted_and_slow_the_others_down()
    {
        using var scan = new Scanning("prod");
        scan.Add("prod", 1);
        var left = 3;
        scan.Aws.Fault = (operation, _) => operation == "ListTasks" && left-- > 0 ? FakeAws.Error("ThrottlingException") : null;
        Assert.Null(await scan.CycleAsync());
        Assert.Equal("10.0.0.1:9090", scan.Show());
        Assert.Equal([("eu-west-1", 500_000d)], scan.Discoverer.Status.Rates);
        Assert.Contains(("ecs:ListTasks", CallOutcome.Throttled, 3L), scan.Discoverer.Calls.Calls);
        scan.Time.Advance(TimeSpan.FromSeconds(10));
        await scan.CycleAsync();
        Assert.Equal([("eu-west-1", 1e6)], scan.Discoverer.Status.Rates);
    }
}
