using PromLauncher.Sources;

namespace PromLauncher.Tests.Sources;

public sealed class BackoffTest
{
    [Fact]
    public void Delays_are_spread_below_a_bound_that_doubles()
    {
        var backoff = new Backoff(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(10), new Random(1));
        for (var failures = 1; failures < 100; failures++)
        {
            var bound = Math.Min(10_000, 250 * Math.Pow(2, failures - 1));
            var delays = Enumerable.Range(0, 200).Select(_ => backoff.Delay(failures).TotalMilliseconds).ToList();
            Assert.All(delays, delay => Assert.InRange(delay, 0, bound));
            Assert.InRange(delays.Average(), bound * 0.35, bound * 0.65);
        }
    }
}
