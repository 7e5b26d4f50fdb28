using System.Net;
using PromLauncher.Discovery;
using PromLauncher.Telemetry;
using PromLauncher.Tests.Discovery.Targets;

namespace PromLauncher.Tests.Discovery.Scan;

/// <summary>The first cycle after a start goes on from the file that is there.</summary>
public sealed class AdoptionTest
{
    private const string Peer = """
        - targets:
          - 10.0.0.1:9090
          labels:
            task_arn: arn:aws:ecs:eu-west-1:123456789012:task/prod/00000000000000000000000000000001
            task_name: web
            cluster_arn: arn:aws:ecs:eu-west-1:123456789012:cluster/prod

        """;

    [Theory]
    [InlineData(59, "10.0.0.1:9090 10.0.0.2:9090")]
    [InlineData(61, "10.0.0.2:9090")]
    public async Task Targets_of_a_cluster_that_fails_stay_when_the_file_is_young(int minutes, string expected)
    {
        using var scan = await WrittenAsync();
        scan.Aws.Fault = static (_, cluster) => cluster == "a" ? FakeAws.Error("ServerException", HttpStatusCode.InternalServerError) : null;
        scan.Time.Advance(TimeSpan.FromMinutes(minutes));
        scan.Restart();
        Assert.Equal(FailureKind.Unavailable, await scan.CycleAsync());
        Assert.Equal(expected, scan.Show());
    }

    [Fact]
    public async Task None_is_taken_when_none_is_wanted()
    {
        using var scan = await WrittenAsync();
        scan.Options = scan.Options with { AdoptMaxAge = TimeSpan.Zero };
        scan.Aws.Fault = static (_, cluster) => cluster == "a" ? FakeAws.Error("AccessDeniedException") : null;
        scan.Restart();
        await scan.CycleAsync();
        Assert.Equal("10.0.0.2:9090", scan.Show());
    }

    [Theory]
    [InlineData("DescribeTasks")]
    [InlineData("DescribeTaskDefinition")]
    public async Task Targets_stay_until_their_task_could_be_described(string operation)
    {
        using var scan = await WrittenAsync();
        scan.Aws.Fault = (called, _) => called == operation ? FakeAws.Error("AccessDeniedException") : null;
        scan.Restart();
        Assert.Equal(FailureKind.Denied, await scan.CycleAsync());
        Assert.Equal("10.0.0.1:9090 10.0.0.2:9090", scan.Show());
        Assert.Equal(1, scan.Writes);
    }

    [Fact]
    public async Task A_task_that_is_not_listed_is_gone_whatever_the_file_says()
    {
        using var scan = await WrittenAsync();
        scan.Aws.Clusters["a"].Clear();
        scan.Restart();
        Assert.Null(await scan.CycleAsync());
        Assert.Equal("10.0.0.2:9090", scan.Show());
    }

    [Fact]
    public async Task Targets_of_a_cluster_that_is_not_scanned_any_more_are_gone()
    {
        using var scan = await WrittenAsync();
        scan.Options = scan.Options with { Scopes = [DiscoverScope.Of(["b"], "eu-west-1", null, null)] };
        scan.Aws.Fault = static (_, _) => FakeAws.Error("AccessDeniedException");
        scan.Restart();
        await scan.CycleAsync();
        Assert.Equal("10.0.0.2:9090", scan.Show());
    }

    [Fact]
    public async Task Where_clusters_cannot_be_listed_those_of_the_file_are_scanned()
    {
        using var scan = await WrittenAsync();
        scan.Options = scan.Options with { Scopes = [new DiscoverScope { Region = "eu-west-1" }] };
        scan.Aws.Fault = static (operation, _) => operation == "ListClusters" ? FakeAws.Error("AccessDeniedException") : null;
        scan.Add("a", 3);
        scan.Restart();
        Assert.Equal(FailureKind.Denied, await scan.CycleAsync());
        Assert.Equal("10.0.0.1:9090 10.0.0.3:9090 10.0.0.2:9090", scan.Show());
    }

    [Theory]
    [InlineData(Peer)]
    [InlineData("- targets: [\"other:1\"]\n  labels:\n    job: \"x\"\n")]
    [InlineData("")]
    [InlineData("[]\n")]
    public async Task As_long_as_everything_fails_the_file_is_left_as_it_is(string content)
    {
        using var scan = new Scanning("prod");
        await File.WriteAllTextAsync(scan.File, content, TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(scan.File, scan.Time.GetUtcNow().UtcDateTime);
        scan.Aws.Fault = static (_, _) => FakeAws.Error("AccessDeniedException");
        scan.Restart();
        for (var cycle = 0; cycle < 3; cycle++) Assert.Equal(FailureKind.Denied, await scan.CycleAsync());
        Assert.Equal(content, await File.ReadAllTextAsync(scan.File, TestContext.Current.CancellationToken));
        Assert.Equal(0, scan.Writes);
    }

    [Fact]
    public async Task The_file_of_the_scanner_before_us_is_taken()
    {
        using var scan = new Scanning("prod", "other");
        await File.WriteAllTextAsync(scan.File, Peer, TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(scan.File, scan.Time.GetUtcNow().UtcDateTime);
        scan.Add("other", 5);
        scan.Add("prod", 1);
        scan.Aws.Fault = static (operation, cluster) => operation == "ListTasks" && cluster == "prod" ? FakeAws.Error("AccessDeniedException") : null;
        scan.Restart();
        await scan.CycleAsync();
        Assert.Equal("10.0.0.5:9090 10.0.0.1:9090", scan.Show());
    }

    [Fact]
    public async Task Taken_targets_are_dropped_after_max_stale_too()
    {
        using var scan = await WrittenAsync();
        scan.Options = scan.Options with { MaxStale = TimeSpan.FromMinutes(30) };
        scan.Aws.Fault = static (_, cluster) => cluster == "a" ? FakeAws.Error("AccessDeniedException") : null;
        scan.Time.Advance(TimeSpan.FromMinutes(20));
        scan.Restart();
        await scan.CycleAsync();
        Assert.Equal("10.0.0.1:9090 10.0.0.2:9090", scan.Show());
        scan.Time.Advance(TimeSpan.FromMinutes(11));
        await scan.CycleAsync();
        Assert.Equal("10.0.0.2:9090", scan.Show());
        Assert.Contains("targets dropped", scan.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("region=eu-west-1,cluster=prod", "region=eu-central-1,cluster=prod")]
    [InlineData("region=eu-west-1", "region=eu-central-1,cluster=prod")]
    [InlineData("region=eu-west-1,cluster=prod", "region=eu-central-1")]
    [InlineData("region=eu-west-1,cluster=prod", "cluster=arn:aws:ecs:eu-central-1:123456789012:cluster/prod")]
    [InlineData("region=eu-west-1,cluster=prod", "role=arn:aws:iam::999999999999:role/scan,region=eu-west-1,cluster=prod")]
    [InlineData("region=eu-west-1,cluster=prod", "role=arn:aws:iam::999999999999:role/scan,region=eu-west-1")]
    [InlineData("region=eu-west-1", "role=arn:aws:iam::999999999999:role/scan,region=eu-west-1,cluster=prod")]
    [InlineData("region=eu-west-1,cluster=prod", "region=eu-west-1,cluster=arn:aws:ecs:eu-west-1:999999999999:cluster/prod")]
    public async Task Targets_of_a_cluster_that_fails_stay_beside_its_namesake_elsewhere(string well, string failing)
    {
        var account = failing.Contains("999999999999", StringComparison.Ordinal) ? "999999999999" : "123456789012";
        var region = failing.Contains("eu-central-1", StringComparison.Ordinal) ? "eu-central-1" : "eu-west-1";
        var text = Peer.Replace("123456789012", account, StringComparison.Ordinal).Replace("eu-west-1", region, StringComparison.Ordinal);
        foreach (var scopes in (string[][])[[well, failing], [failing, well]])
        {
            using var scan = new Scanning("prod");
            await File.WriteAllTextAsync(scan.File, text, TestContext.Current.CancellationToken);
            File.SetLastWriteTimeUtc(scan.File, scan.Time.GetUtcNow().UtcDateTime);
            scan.Options = scan.Options with { Scopes = [.. scopes.Select(DiscoverScope.Parse)] };
            scan.Aws.Clusters["prod"] = [];
            var denied = new FakeAws { Fault = static (_, _) => FakeAws.Error("AccessDeniedException") };
            scan.Aws.Elsewhere = (scope, at) => scope.RoleArn is not null || at == "eu-central-1" ? denied : null;
            scan.Aws.Fault = static (_, cluster) => cluster?.Contains("999999999999", StringComparison.Ordinal) == true ? FakeAws.Error("AccessDeniedException") : null;
            scan.Restart();
            Assert.Equal(FailureKind.Denied, await scan.CycleAsync());
            Assert.Equal("10.0.0.1:9090", scan.Show());
        }
    }

    /// <summary>A file of ours with a target of each of two clusters.</summary>
    private static async Task<Scanning> WrittenAsync()
    {
        var scan = new Scanning("a", "b");
        scan.Add("a", 1);
        scan.Add("b", 2);
        Assert.Null(await scan.CycleAsync());
        return scan;
    }
}
