using PromLauncher.Discovery.Ecs;
using PromLauncher.Discovery.Targets;
using PromLauncher.Tests.Discovery.Targets;

namespace PromLauncher.Tests.Discovery.Scan;

/// <summary>It can be told to end at any moment: nothing goes on behind it, and the file stays whole.</summary>
public sealed class CancellationTest
{
    [Fact]
    public async Task A_cycle_can_be_cancelled_at_any_call()
    {
        var calls = 0;
        for (var at = 1; ; at++)
        {
            using var scan = Make();
            await scan.CycleAsync();
            var before = await File.ReadAllTextAsync(scan.File, TestContext.Current.CancellationToken);
            scan.Add("a", 7);
            using var stop = new CancellationTokenSource();
            calls = 0;
            scan.Aws.Fault = (_, _) =>
            {
                if (Interlocked.Increment(ref calls) != at) return null;
                stop.Cancel();
                return new TaskCanceledException();
            };
            scan.Restart(adopt: false);
            var thrown = await Record.ExceptionAsync(() => scan.Discoverer.CycleAsync(write: true, stop.Token));
            if (calls < at)
            {
                Assert.Null(thrown);
                break;
            }

            Assert.IsAssignableFrom<OperationCanceledException>(thrown);
            Assert.Equal(before, await File.ReadAllTextAsync(scan.File, TestContext.Current.CancellationToken));
        }

        Assert.InRange(calls, 8, 100);
    }

    [Fact]
    public async Task Waiting_for_the_rate_and_for_the_next_cycle_ends_at_once()
    {
        using var scan = new Scanning("a");
        scan.Options = scan.Options with { MaxRequestRate = 0.1 };
        scan.Add("a", 1);
        using var stop = new CancellationTokenSource();

        // The clock stands: it waits, first for the rate (0.6 calls at once) and never gets to the cycle's end.
        var running = scan.Discoverer.RunAsync(stop.Token);
        Assert.False(running.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        using var other = new Scanning("a");
        other.Add("a", 1);
        using var later = new CancellationTokenSource();
        other.Discoverer.Changed += _ => later.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => other.Discoverer.RunAsync(later.Token));
        Assert.Equal("10.0.0.1:9090", other.Show());
    }

    private static Scanning Make()
    {
        var scan = new Scanning();
        scan.Options = scan.Options with { Selection = new SelectionOptions { Labels = LabelStyle.Extended } };
        scan.Aws.PageSize = 2;
        for (var i = 1; i <= 5; i++) scan.Add("a", i);
        scan.Add("b", 6, static task => task with
        {
            LaunchType = "EC2",
            ContainerInstanceArn = Given.InstanceArn,
            Containers = [Given.Container(ipv4: null, bindings: Given.Binding(9090, 1))],
        });
        scan.Aws.Instances[Given.InstanceArn] = new ContainerInstance(Given.InstanceArn, "i-9");
        scan.Aws.Hosts["i-9"] = Given.Host with { Id = "i-9" };
        return scan;
    }
}
