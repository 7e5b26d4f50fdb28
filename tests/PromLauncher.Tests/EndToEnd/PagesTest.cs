using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using PromLauncher.LocalAws.Ecs;
using PromLauncher.Tests.Supervision;

namespace PromLauncher.Tests.EndToEnd;

/// <summary>What <c>--listen</c> serves, and who may be rude to it.</summary>
[Trait("Category", "Native")]
public sealed class PagesTest : IAsyncLifetime
{
    private const string Policy = """{"Statement": [{"Effect": "Allow", "Action": ["ecs:List*", "ecs:Describe*", "s3:*"], "Resource": "*"}]}""";
    private const string Secret = "a-secret-of-the-test";

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });
    private CloudRun _run = null!;
    private Uri _address = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _run = await CloudRun.CreateAsync(Policy);
        _run.Aws.Ecs.Create("prod").Start(new TaskDefinition
        {
            Family = "web",
            Containers = [new() { Name = "<web>", DockerLabels = new Dictionary<string, string> { ["PROMETHEUS_EXPORTER_PORT"] = "8080" } }],
        });
        _run.Put("scrape_configs:\n- job_name: a\n  bearer_token: ${TOKEN}\n  static_configs: [{targets: ['127.0.0.1:1']}]\n");
        _run.StartPrometheus([], ("S3_CONFIG_LOCATION", "s3://conf/prometheus.yml"), ("TOKEN", Secret), ("PROMLAUNCHER_REFRESH_INTERVAL", "100ms"),
            ("PROMLAUNCHER_LISTEN", "127.0.0.1:0"),
            ("PROMLAUNCHER_DISCOVER_CLUSTER", "prod"), ("PROMLAUNCHER_DISCOVER_WRITE_TO", Path.Combine(_run.Folder, "ecs_file_sd.yml")));
        _address = _run.Listening();
    }

    public async ValueTask DisposeAsync()
    {
        await _run.DisposeAsync();
        _client.Dispose();
    }

    [Fact]
    public async Task The_metrics_are_in_order_and_move()
    {
        var text = await GetAsync("metrics");
        Assert.Equal("", await MetricsCheck.RunAsync(text));
        var names = text.Split('\n').Where(static line => line.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(static line => line.Split(' ')[2]).ToArray();
        Assert.Equal(names.Distinct(), names);
        foreach (var name in (string[])["promlauncher_build_info", "promlauncher_config_info", "promlauncher_fetches_total", "process_resident_memory_bytes"]) Assert.Contains(name, names);
        Assert.Equal("0", Value(text, "promlauncher_reloads_total{result=\"confirmed\"}"));

        _run.Put("scrape_configs:\n- job_name: b\n");
        _run.Launcher.WaitFor(static line => line.Contains("reload ended", StringComparison.Ordinal));
        text = await GetAsync("metrics");
        Assert.Equal("1", Value(text, "promlauncher_reloads_total{result=\"confirmed\"}"));
        Assert.Equal("1", Value(text, "promlauncher_config_last_reload_successful"));
        _run.Aws.S3.Find("conf")!.Delete("prometheus.yml");
        await Launched.UntilAsync(() => int.Parse(Value(GetAsync("metrics").GetAwaiter().GetResult(), "promlauncher_fetches_total{result=\"failure\"}"), CultureInfo.InvariantCulture) > 0, "no failure was counted");
    }

    [Fact]
    public async Task Every_page_tells_much_and_no_secret()
    {
        await Launched.UntilAsync(() => GetAsync("sd").GetAwaiter().GetResult().Contains("8080", StringComparison.Ordinal), "discovery found nothing");
        var page = await GetAsync("");
        Assert.Contains("s3://conf/prometheus.yml", page);
        Assert.Contains("&lt;web&gt;", page);
        Assert.DoesNotContain("<script", page);
        Assert.DoesNotContain("http://www", page);
        using var status = JsonDocument.Parse(await GetAsync("-/status"));
        Assert.Equal("s3://conf/prometheus.yml", status.RootElement.GetProperty("location").GetString());
        Assert.Contains("run: healthy", await GetAsync("healthz"));
        foreach (var path in (string[])["", "-/status", "metrics", "healthz", "sd"]) Assert.DoesNotContain(Secret, await GetAsync(path));
        Assert.DoesNotContain(Secret, _run.Launcher.Output);
        Assert.DoesNotContain(Secret, (await _run.CommandAsync("status")).Output);
    }

    /// <summary>Names and labels that alerts and dashboards of others rely on.</summary>
    [Fact]
    public async Task The_metrics_have_the_names_that_were_promised()
    {
        var samples = (await GetAsync("metrics")).Split('\n').Where(static line => line is [not '#', ..]).ToArray();
        foreach (var name in (string[])[
            "promlauncher_config_last_fetch_success_timestamp_seconds ", "promlauncher_config_last_reload_success_timestamp_seconds ", "promlauncher_config_last_reload_successful ",
            "promlauncher_config_reload_pending ", "promlauncher_config_last_good_in_use ", "promlauncher_rollbacks_total ",
            "promlauncher_reloads_total{result=\"confirmed\"} ", "promlauncher_reloads_total{result=\"failed\"} ", "promlauncher_reloads_total{result=\"unknown\"} ",
            "promlauncher_fetches_total{result=\"success\"} ", "promlauncher_fetches_total{result=\"failure\"} ", "promlauncher_config_info{release=\"", "promlauncher_build_info{version=\"",
            "promlauncher_startup_duration_seconds{step=\"load\"} ", "promlauncher_startup_duration_seconds{step=\"publish\"} ", "promlauncher_startup_duration_seconds{step=\"start\"} ",
            "promlauncher_startup_duration_seconds{step=\"ready\"} ", "process_cpu_seconds_total ", "process_resident_memory_bytes ", "process_open_fds ", "promlauncher_discovery_targets{cluster=\"prod\"} "])
            Assert.Single(samples, line => line.StartsWith(name, StringComparison.Ordinal));
        Assert.Matches("""^promlauncher_config_info\{release="[0-9a-f]{16}",version="[0-9a-f]{32}",location="s3://conf/prometheus.yml"\} 1$""",
            samples.Single(static line => line.StartsWith("promlauncher_config_info", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task In_a_browser_the_page_is_whole_in_light_and_dark_and_on_a_small_screen()
    {
        Assert.SkipWhen(Browser.Program is null, "needs chromium in PATH");
        const int Bar = 0x414951, DarkBar = 0x25262b, GoodBack = 0xebfbee, DarkPage = 0x1a1b1e;
        _run.Put("scrape_configs:\n- job_name: b\n");
        _run.Launcher.WaitFor(static line => line.Contains("reload ended", StringComparison.Ordinal));
        await Launched.UntilAsync(() => GetAsync("sd").GetAwaiter().GetResult().Contains("8080", StringComparison.Ordinal), "discovery found nothing");
        var page = await Browser.ReadAsync(Address(""));
        foreach (var text in (string[])["Running the newest configuration", "s3://conf/prometheus.yml", "confirmed", "&lt;web&gt;", "Findings", "no discovery", "running for", "8080"]) Assert.Contains(text, page);
        Assert.Matches("promlauncher [0-9.]+", page);

        // The bar spans the screen, and nothing makes the page wider than that: a wider page would show no bar at its right end, or be scaled down.
        foreach (var (width, height) in ((int, int)[])[(1280, 1600), (500, 2000)])
        {
            var light = await Browser.LookAsync(Address(""), width, height);
            Assert.Equal((width, height), (light.Width, light.Height));
            Assert.All((int[])[light[2, 2], light[width - 3, 2]], static colour => Assert.Equal(Bar, colour));
            Assert.InRange(light.Count(GoodBack), width * 20, width * 200);
        }

        var dark = await Browser.LookAsync(Address(""), 1280, 800, dark: true);
        Assert.Equal((DarkBar, DarkPage), (dark[2, 2], dark[2, 400]));
    }

    [Fact]
    public async Task Nothing_is_changed_by_a_request()
    {
        foreach (var method in (HttpMethod[])[HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete])
        {
            using var request = new HttpRequestMessage(method, Address("-/status"));
            using var answer = await _client.SendAsync(request, Token);
            Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        }

        using var unknown = await _client.GetAsync(Address("-/reload"), Token);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Clients_that_never_end_their_request_keep_nobody_out()
    {
        var rude = new List<Socket>();
        try
        {
            for (var i = 0; i < 200; i++)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                rude.Add(socket);
                await socket.ConnectAsync(IPAddress.Loopback, _address.Port, Token);
                if (i % 2 == 0) await socket.SendAsync("GET / HTTP/1.1\r\nX: "u8.ToArray(), Token);
            }

            Assert.Contains("healthy", await GetAsync("healthz"));
        }
        finally
        {
            foreach (var socket in rude) socket.Dispose();
        }

        using var endless = new TcpClient();
        await endless.ConnectAsync(IPAddress.Loopback, _address.Port, Token);
        await endless.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nX: " + new string('x', 1 << 18)), Token);
        var first = new byte[12];
        await endless.GetStream().ReadExactlyAsync(first, Token);
        Assert.Equal("HTTP/1.1 431", Encoding.ASCII.GetString(first));
    }

    private static string Value(string text, string series) =>
        text.Split('\n').Single(line => line.StartsWith(series + " ", StringComparison.Ordinal))[(series.Length + 1)..];

    private Uri Address(string path) => new(_address, path);

    private Task<string> GetAsync(string path) => _client.GetStringAsync(Address(path), Token);
}
