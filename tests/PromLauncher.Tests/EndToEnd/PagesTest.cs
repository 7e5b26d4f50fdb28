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
    private readonly int _port = CloudRun.FreePort();
    private CloudRun _run = null!;

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
            ("PROMLAUNCHER_LISTEN", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}")),
            ("PROMLAUNCHER_DISCOVER_CLUSTER", "prod"), ("PROMLAUNCHER_DISCOVER_WRITE_TO", Path.Combine(_run.Folder, "ecs_file_sd.yml")));
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
        Assert.Equal("", await CheckMetricsAsync(text));
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
                await socket.ConnectAsync(IPAddress.Loopback, _port, Token);
                if (i % 2 == 0) await socket.SendAsync("GET / HTTP/1.1\r\nX: "u8.ToArray(), Token);
            }

            Assert.Contains("healthy", await GetAsync("healthz"));
        }
        finally
        {
            foreach (var socket in rude) socket.Dispose();
        }

        using var endless = new TcpClient();
        await endless.ConnectAsync(IPAddress.Loopback, _port, Token);
        await endless.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nX: " + new string('x', 1 << 18)), Token);
        var first = new byte[12];
        await endless.GetStream().ReadExactlyAsync(first, Token);
        Assert.Equal("HTTP/1.1 431", Encoding.ASCII.GetString(first));
    }

    private static string Value(string text, string series) =>
        text.Split('\n').Single(line => line.StartsWith(series + " ", StringComparison.Ordinal))[(series.Length + 1)..];

    private static async Task<string> CheckMetricsAsync(string text)
    {
        using var promtool = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("promtool", ["check", "metrics"]) { RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true })!;
        await promtool.StandardInput.WriteAsync(text.AsMemory(), Token);
        promtool.StandardInput.Close();
        var said = promtool.StandardError.ReadToEndAsync(Token);
        await promtool.WaitForExitAsync(Token);
        return promtool.ExitCode + await said is var all && all == "0" ? "" : all;
    }

    private Uri Address(string path) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}/{path}"));

    private Task<string> GetAsync(string path) => _client.GetStringAsync(Address(path), Token);
}
