using System.Net;
using System.Net.Sockets;
using PromLauncher.Tests.Supervision;

namespace PromLauncher.Tests.EndToEnd;

/// <summary>Configurations that are valid and that this very Prometheus can't take, or not at once.</summary>
[Trait("Category", "Native")]
public sealed class RollbackTest : IAsyncLifetime
{
    private static readonly (string, string?)[] Bundle = [("S3_CONFIG_LOCATION", "s3://conf/prom/"), ("PROMLAUNCHER_REFRESH_INTERVAL", "100ms")];
    private static readonly (string, string?)[] Single = [("S3_CONFIG_LOCATION", "s3://conf/prometheus.yml"), ("PROMLAUNCHER_REFRESH_INTERVAL", "100ms")];

    private CloudRun _run = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _run = await CloudRun.CreateAsync();

    public ValueTask DisposeAsync() => _run.DisposeAsync();

    [Fact]
    public async Task Rules_that_only_Prometheus_can_not_load_are_rolled_back()
    {
        _run.Put("rule_files: [rules/*.yml]\n", "prom/prometheus.yml");
        _run.Put(Rule("up"), "prom/rules/a.yml");
        _run.StartPrometheus([], Bundle);
        Assert.Contains("sum(up)", await _run.GetAsync("/api/v1/rules"));

        // A range is missing: a matter of PromQL's types, which Prometheus alone knows.
        _run.Put(Rule("rate(up)"), "prom/rules/a.yml");
        WaitFor("rolling back to the previous one");
        Assert.Contains("outcome=Confirmed", WaitFor("reload ended"));
        Assert.Contains("sum(up)", await _run.GetAsync("/api/v1/rules"));
        Assert.DoesNotContain("rate", await File.ReadAllTextAsync(Path.Combine(_run.Folder, "state/current/rules/a.yml"), Token));

        _run.Put(Rule("rate(up[5m])"), "prom/rules/a.yml");
        Assert.Contains("outcome=Confirmed", WaitFor("reload ended"));
        Assert.Contains("rate(up[5m])", await _run.GetAsync("/api/v1/rules"));
    }

    [Fact]
    public async Task Credentials_that_come_late_are_taken_once_somebody_asks()
    {
        using var mount = new TestFolder();
        var (certificate, _) = TestCertificate.Write(mount, "ca");
        File.Move(certificate, certificate + ".late");
        _run.Put(Job("first"));
        _run.StartPrometheus([], Single);
        _run.Put($"{Job("second")}remote_write: [{{url: 'http://127.0.0.1:1/', tls_config: {{ca_file: {certificate}}}}}]\n");
        WaitFor("rolling back to the previous one");
        WaitFor("reload ended");
        var (code, told) = await _run.CommandAsync("reload");
        Assert.Equal(1, code);
        Assert.Contains("refused", told);
        Assert.Contains("job_name: first", await _run.RunningConfigurationAsync());

        File.Move(certificate + ".late", certificate);
        (code, told) = await _run.CommandAsync("reload");
        Assert.True(code == 0, told);
        Assert.Contains("job_name: second", await _run.RunningConfigurationAsync());
    }

    /// <summary>With a second SIGHUP Prometheus ends: "panic: duplicate metrics collector registration attempted".</summary>
    [Theory]
    [InlineData("{url: 'http://127.0.0.1:1/a'}")]
    [InlineData("{url: 'http://127.0.0.1:1/b', tls_config: {ca_file: /no/such/file}}")]
    public async Task A_second_receiver_that_Prometheus_can_not_open_does_not_crash_it_on_the_way_back(string second)
    {
        const string First = "{url: 'http://127.0.0.1:1/a'}";
        _run.Put($"{Job("first")}remote_write: [{First}]\n");
        _run.StartPrometheus([], Single);
        _run.Put($"{Job("second")}remote_write: [{First}, {second}]\n");
        WaitFor("not rolling back");
        var (code, told) = await _run.CommandAsync("reload");
        Assert.Equal(1, code);
        Assert.Contains("restart the task", told);
        _run.Put($"{Job("third")}remote_write: [{First}]\n");
        WaitFor("a newer configuration is available");
        Assert.Equal(0, (await _run.CommandAsync("health", "--ready")).Code);
        Assert.True((await _run.StatusAsync()).GetProperty("release").GetProperty("restart_needed").GetBoolean());
        Assert.Contains("job_name: first", await File.ReadAllTextAsync(Path.Combine(_run.Folder, "state/current/prometheus.yml"), Token));
        Assert.DoesNotContain("panic", _run.Launcher.Output);
    }

    [Fact]
    public async Task A_corrected_receiver_runs_in_the_end_however_long_the_hanging_one_is_waited_for()
    {
        using var hanging = new TcpListener(IPAddress.Loopback, 0);
        using var corrected = new TcpListener(IPAddress.Loopback, 0);
        hanging.Start();
        corrected.Start();
        _run.Put(Writing(hanging));
        _run.StartPrometheus(["--storage.remote.flush-deadline=5s"], [.. Single, ("PROMLAUNCHER_RELOAD_TIMEOUT", "1s")]);
        using var never = await hanging.AcceptTcpClientAsync(Token).AsTask().WaitAsync(TimeSpan.FromSeconds(60), Token);

        _run.Put(Writing(corrected));
        WaitFor("the reload has not ended yet");
        Assert.Contains("outcome=Confirmed", WaitFor("reload ended"));
        using var sample = await corrected.AcceptTcpClientAsync(Token).AsTask().WaitAsync(TimeSpan.FromSeconds(60), Token);
        Assert.Contains(corrected.LocalEndpoint.ToString()!, await _run.RunningConfigurationAsync());
        Assert.DoesNotContain("rolling back", _run.Launcher.Output);
        Assert.Equal(0, (await _run.CommandAsync("health", "--ready")).Code);
    }

    private static string Rule(string expression) => $"groups: [{{name: g, interval: 1s, rules: [{{record: r, expr: 'sum({expression})'}}]}}]\n";

    private static string Job(string name) => $"scrape_configs:\n- job_name: {name}\n  static_configs: [{{targets: ['127.0.0.1:1']}}]\n";

    private static string Writing(TcpListener receiver) => $$"""
        global: {scrape_interval: 200ms, scrape_timeout: 200ms}
        remote_write: [{url: "http://{{receiver.LocalEndpoint}}/"}]
        scrape_configs: [{job_name: a, static_configs: [{targets: ["127.0.0.1:1"]}]}]
        """;

    private string WaitFor(string part) => _run.Launcher.WaitFor(line => line.Contains(part, StringComparison.Ordinal));
}
