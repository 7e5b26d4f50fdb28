using System.Net;
using System.Text.Json;
using PromLauncher.LocalAws;
using PromLauncher.LocalAws.Ecs;

namespace PromLauncher.Tests.EndToEnd;

/// <summary>What <c>discover --listen</c> serves.</summary>
[Trait("Category", "Native")]
public sealed class DiscoverListenTest : IAsyncLifetime
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });
    private CloudRun _run = null!;
    private Uri _address = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _run = await CloudRun.CreateAsync("""{"Statement": [{"Effect": "Allow", "Action": "ecs:*", "Resource": "*"}]}""");
        foreach (var (cluster, service, count) in (ReadOnlySpan<(string, string, int)>)[("one", "web", 20), ("one", "api", 3), ("two", "web", 4)])
        {
            for (var i = 0; i < count; i++)
            {
                _run.Aws.Ecs.Create(cluster).Start(
                    new TaskDefinition { Family = service, Containers = [new() { Name = service, DockerLabels = new Dictionary<string, string> { ["PROMETHEUS_EXPORTER_PORT"] = "8080" } }, new() { Name = "quiet" }] },
                    new TaskStart { Service = service });
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _run.DisposeAsync();
    }

    [Fact]
    public async Task Metrics_health_and_targets_are_reported()
    {
        Start();
        await Launched.UntilAsync(() => Ask("metrics").Contains("promlauncher_discovery_targets{cluster=\"two\"} 4\n", StringComparison.Ordinal), "it found nothing");
        var metrics = Ask("metrics");
        Assert.Equal("", await MetricsCheck.RunAsync(metrics));
        foreach (var line in (string[])[
            "promlauncher_discovery_targets{cluster=\"one\"} 23", "promlauncher_discovery_targets{cluster=\"two\"} 4", "promlauncher_discovery_skipped_containers{reason=\"no_port_label\"} 27",
            "promlauncher_discovery_api_calls_total{operation=\"ecs:DescribeTaskDefinition\",outcome=\"ok\"} 2", "promlauncher_discovery_api_throttles_total 0",
        ]) Assert.Contains(line, metrics.Split('\n'));
        Assert.Contains("promlauncher_discovery_seconds_since_success", metrics, StringComparison.Ordinal);
        Assert.Equal("alive\n", Ask("healthz"));
        Assert.Equal((27, 23, 4, 24, 3), (Count(""), Count("?cluster=one"), Count("?cluster=two"), Count("?service=web"), Count("?cluster=one&family=api")));
        Assert.Equal(27, Count("?shard=0/2") + Count("?shard=1/2"));
        using var refused = await _client.GetAsync(new Uri(_address, "sd?shard=2/2"), Token);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        using var status = JsonDocument.Parse(Ask("-/status"));
        Assert.Equal(27, status.RootElement.GetProperty("targets").GetInt32());
        Assert.Contains("no port label", Ask(""), StringComparison.Ordinal);
        Assert.Equal(0, (await _run.CommandAsync("health", "--for", "discover", "--ready")).Code);
    }

    [Fact]
    public async Task While_nothing_is_known_there_is_no_list_and_it_is_alive()
    {
        _run.Aws.Faults.Add(new Fault { Action = "ecs:*", Kind = FaultKind.AccessDenied });
        Start();
        await Launched.UntilAsync(() => Ask("metrics").Contains("outcome=\"denied\"", StringComparison.Ordinal), "no call was counted");
        using var list = await _client.GetAsync(new Uri(_address, "sd"), Token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, list.StatusCode);
        Assert.Equal("alive\n", Ask("healthz"));
        Assert.Equal("", await MetricsCheck.RunAsync(Ask("metrics")));
        Assert.Equal(0, (await _run.CommandAsync("health", "--for", "discover")).Code);
        Assert.Equal(1, (await _run.CommandAsync("health", "--for", "discover", "--ready")).Code);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_a_warning()
    {
        using var taken = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        _run.StartCommand(["discover", "--cluster", "one", "--write-to", Path.Combine(_run.Folder, "t.yml"), "--once", "--listen", taken.LocalEndpoint.ToString()!]);
        Assert.Equal(0, await _run.Launcher.ExitAsync());
        Assert.Contains("can't listen; continuing without metrics and pages", _run.Launcher.Output, StringComparison.Ordinal);
    }

    private void Start()
    {
        _run.StartCommand(["discover", "--cluster", "one,two", "--write-to", Path.Combine(_run.Folder, "t.yml"), "--interval", "1s", "--listen", "127.0.0.1:0"]);
        _address = _run.Listening();
    }

    private string Ask(string path)
    {
        try
        {
            return _client.GetStringAsync(new Uri(_address, path), Token).GetAwaiter().GetResult();
        }
        catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            return "";
        }
    }

    private int Count(string query)
    {
        using var list = JsonDocument.Parse(Ask("sd" + query));
        return list.RootElement.GetArrayLength();
    }
}
