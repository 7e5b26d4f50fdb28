using PromLauncher.Telemetry;

namespace PromLauncher.Tests.Discovery.Scan;

/// <summary>When the file is written, and what it holds then.</summary>
public sealed class WritingTest
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_written_only_when_its_content_is_another()
    {
        using var scan = new Scanning("prod");
        scan.Add("prod", 1);
        for (var cycle = 0; cycle < 5; cycle++) await scan.CycleAsync();
        Assert.Equal(1, scan.Writes);
        scan.Add("prod", 2);
        for (var cycle = 0; cycle < 5; cycle++) await scan.CycleAsync();
        Assert.Equal(2, scan.Writes);
        scan.Restart();
        await scan.CycleAsync();
        Assert.Equal(2, scan.Writes);
    }

    [Fact]
    public async Task It_is_there_even_without_any_target()
    {
        using var scan = new Scanning("prod");
        scan.Aws.Clusters.Add("prod", []);
        await scan.CycleAsync();
        Assert.Equal("[]\n", await File.ReadAllTextAsync(scan.File, Stop));
        Assert.Contains("no targets: no task is running", scan.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_comes_back_when_somebody_deletes_it()
    {
        using var scan = new Scanning("prod");
        scan.Add("prod", 1);
        await scan.CycleAsync();
        File.Delete(scan.File);
        await scan.CycleAsync();
        Assert.Equal("10.0.0.1:9090", scan.Show());
    }

    [Fact]
    public async Task It_does_not_depend_on_the_order_of_answers()
    {
        using var one = new Scanning("prod");
        using var other = new Scanning("prod");
        for (var i = 1; i <= 300; i++) one.Add("prod", i);
        for (var i = 300; i >= 1; i--) other.Add("prod", i);
        await one.CycleAsync();
        await other.CycleAsync();
        Assert.Equal(await File.ReadAllTextAsync(one.File, Stop), await File.ReadAllTextAsync(other.File, Stop));
    }

    [Fact]
    public async Task When_it_cannot_be_written_that_is_reported_with_its_remedy_and_tried_again()
    {
        using var scan = new Scanning("prod");
        scan.Add("prod", 1);
        scan.WriteFault = new UnauthorizedAccessException("no");
        Assert.Equal(FailureKind.CannotWrite, await scan.CycleAsync());
        Assert.Contains($"mount a volume at {Path.GetDirectoryName(scan.File)}", scan.Log, StringComparison.Ordinal);
        Assert.NotNull(scan.Discoverer.Status.WriteFailure);
        Assert.False(scan.Discoverer.Status.IsReady);

        // No change is needed for the next attempt, and nothing is told twice.
        var told = scan.Log.Split("level=WARN").Length;
        Assert.Equal(FailureKind.CannotWrite, await scan.CycleAsync());
        Assert.Equal(told, scan.Log.Split("level=WARN").Length);
        scan.WriteFault = null;
        Assert.Null(await scan.CycleAsync());
        Assert.Equal("10.0.0.1:9090", scan.Show());
        Assert.True(scan.Discoverer.Status.IsReady);
    }
}
