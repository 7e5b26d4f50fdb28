using System.Text;
using System.Text.Json;
using PromLauncher.Discovery;
using PromLauncher.Telemetry;
using PromLauncher.Telemetry.Http;
using PromLauncher.Tests.Discovery.Scan;
using PromLauncher.Tests.Discovery.Targets;

namespace PromLauncher.Tests.Discovery;

/// <summary>What <c>--listen</c> serves of discovery: targets for http_sd, metrics, signs of life.</summary>
public sealed class PagesTest
{
    [Theory]
    [InlineData("", "10.0.0.1:9090 10.0.0.2:9090 10.0.0.3:9090")]
    [InlineData("cluster=a", "10.0.0.1:9090 10.0.0.2:9090")]
    [InlineData("cluster=arn%3Aaws%3Aecs%3Aeu-west-1%3A123456789012%3Acluster%2Fb", "10.0.0.3:9090")]
    [InlineData("cluster=none", "")]
    [InlineData("service=api", "10.0.0.2:9090")]
    [InlineData("cluster=b&service=api", "")]
    [InlineData("family=web", "10.0.0.1:9090 10.0.0.2:9090 10.0.0.3:9090")]
    [InlineData("family=other", "")]
    [InlineData("shard=0/1", "10.0.0.1:9090 10.0.0.2:9090 10.0.0.3:9090")]
    public async Task Targets_are_filtered(string query, string expected)
    {
        using var scan = await ScannedAsync();
        Assert.Equal(expected, Show(Ask(scan, query)));
    }

    [Theory]
    [InlineData("shard=1")]
    [InlineData("shard=1/1")]
    [InlineData("shard=-1/2")]
    [InlineData("shard=a/b")]
    [InlineData("shard=0/0")]
    public async Task A_shard_that_makes_no_sense_is_refused(string query)
    {
        using var scan = await ScannedAsync();
        Assert.Equal(400, Ask(scan, query).Status);
    }

    [Fact]
    public async Task Each_target_is_in_one_shard_and_stays_there()
    {
        using var scan = new Scanning("a");
        for (var i = 1; i <= 300; i++) scan.Add("a", i);
        await scan.CycleAsync();
        var before = Shards();
        Assert.Equal(300, before.Count);
        Assert.All(before.CountBy(static shard => shard.Value), static shard => Assert.InRange(shard.Value, 60, 140));
        scan.Aws.Clusters["a"].RemoveRange(0, 100);
        for (var i = 301; i <= 350; i++) scan.Add("a", i);
        await scan.CycleAsync();
        Assert.All(Shards(), shard => Assert.Equal(before.GetValueOrDefault(shard.Key, shard.Value), shard.Value));

        Dictionary<string, int> Shards() => Enumerable.Range(0, 3).SelectMany(shard => Show(Ask(scan, $"shard={shard}/3")).Split(' ').Select(address => (address, shard))).ToDictionary();
    }

    [Fact]
    public async Task Before_anything_is_known_targets_are_not_an_empty_list()
    {
        using var scan = new Scanning("a");
        Assert.Equal(503, Ask(scan, "").Status);
        scan.Aws.Fault = static (_, _) => FakeAws.Error("AccessDeniedException");
        await scan.CycleAsync();
        Assert.Equal(503, Ask(scan, "").Status);
        scan.Aws.Fault = static (_, _) => null;
        scan.Aws.Clusters["a"] = [];
        await scan.CycleAsync();
        Assert.Equal("", Show(Ask(scan, "")));
    }

    [Fact]
    public async Task Metrics_tell_what_was_found_what_was_not_and_how_the_api_fared()
    {
        using var scan = await ScannedAsync();
        scan.Add("b", 4, static task => task with { LastStatus = "PENDING" });
        scan.Aws.Fault = static (operation, cluster) => operation == "ListTasks" && cluster == "a" ? FakeAws.Error("ThrottlingException") : null;
        scan.Time.Advance(TimeSpan.FromSeconds(30));
        await scan.CycleAsync();
        scan.Time.Advance(TimeSpan.FromSeconds(12));
        var text = new MetricsText();
        new DiscoveryMetrics(scan.Discoverer, scan.Time).Write(text);
        var lines = text.ToString().Split('\n');
        foreach (var expected in new[]
        {
            """promlauncher_discovery_targets{cluster="a"} 2""", """promlauncher_discovery_targets{cluster="b"} 1""", """promlauncher_discovery_tasks{cluster="b"} 2""",
            """promlauncher_discovery_cluster_up{cluster="a"} 0""", """promlauncher_discovery_cluster_up{cluster="b"} 1""",
            """promlauncher_discovery_skipped_containers{reason="not_running"} 1""", """promlauncher_discovery_skipped_containers{reason="no_port_label"} 0""",
            """promlauncher_discovery_cycles_total{result="ok"} 1""", """promlauncher_discovery_cycles_total{result="failed"} 1""",
            "promlauncher_discovery_seconds_since_success 42", "promlauncher_discovery_cycle_duration_seconds 0", "promlauncher_discovery_write_failed 0",
            """promlauncher_discovery_api_calls_total{operation="ecs:ListTasks",outcome="ok"} 3""",
            """promlauncher_discovery_api_calls_total{operation="ecs:ListTasks",outcome="throttled"} 4""", "promlauncher_discovery_api_throttles_total 4",
        }) Assert.Contains(expected, lines);
    }

    [Fact]
    public async Task It_is_alive_as_long_as_cycles_or_calls_end_and_ready_when_the_last_one_went_well()
    {
        using var scan = await ScannedAsync();
        Assert.True(scan.Discoverer.Status.IsReady);
        scan.Time.Advance(TimeSpan.FromSeconds(1));
        scan.Aws.Fault = static (_, _) => FakeAws.Error("AccessDeniedException");
        await scan.CycleAsync();
        Assert.False(scan.Discoverer.Status.IsReady);
        scan.Time.Advance(TimeSpan.FromMinutes(3));
        Assert.True(IsAlive());
        scan.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(IsAlive());
        scan.Discoverer.Calls.Ended("ecs:ListTasks", PromLauncher.Discovery.Scan.CallOutcome.Failed);
        Assert.True(IsAlive());

        bool IsAlive() => scan.Discoverer.Status.IsAlive(scan.Time.GetUtcNow(), scan.Discoverer.Calls);
    }

    private static async Task<Scanning> ScannedAsync()
    {
        var scan = new Scanning("a", "b");
        scan.Add("a", 1);
        scan.Add("a", 2, static task => task with { Group = "service:api" });
        scan.Add("b", 3);
        Assert.Null(await scan.CycleAsync());
        return scan;
    }

    private static HttpResponse Ask(Scanning scan, string query) => new ServiceDiscoveryPage(scan.Discoverer).Answer(new HttpRequest("GET", "/sd", query));

    private static string Show(HttpResponse response)
    {
        Assert.Equal(200, response.Status);
        using var list = JsonDocument.Parse(Encoding.UTF8.GetString(response.Body.Span));
        return string.Join(' ', list.RootElement.EnumerateArray().Select(static group => group.GetProperty("targets")[0].GetString()));
    }
}
