using System.Globalization;
using System.Net;
using System.Net.Sockets;
using PromLauncher.Config;
using PromLauncher.Config.Placeholders;
using PromLauncher.Config.Redaction;
using PromLauncher.Supervision;

namespace PromLauncher.Tests.Supervision;

/// <summary>The same with the real programs, where they are installed.</summary>
public sealed class RealPrometheusTest : IDisposable
{
    private const string Good = "global:\n  scrape_interval: 15s\n";
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    private readonly TestFolder _folder = new();

    private static string? Installed => Find("prometheus");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Launcher => Path.Combine(AppContext.BaseDirectory, "promlauncher");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_confirms_and_refuses_reloads()
    {
        Assert.SkipWhen(Installed is null, "prometheus is not installed");
        var config = _folder.File("prometheus.yml", Good);
        using var prometheus = Start(out var api, config);
        using var _ = api;
        await UntilAsync(() => api.IsReadyAsync(Token));
        var reload = new Reload(api, TimeProvider.System);

        Assert.Equal(ReloadOutcome.Confirmed, await RunAsync());
        Assert.Equal(ReloadOutcome.Confirmed, await RunAsync());
        await File.WriteAllTextAsync(config, "nonsense: true\n", Token);
        Assert.Equal(ReloadOutcome.Failed, await RunAsync());
        await File.WriteAllTextAsync(config, Good, Token);
        Assert.Equal(ReloadOutcome.Confirmed, await RunAsync());
        prometheus.Signal(15);
        Assert.Equal(0, await prometheus.ExitAsync());

        Task<ReloadOutcome> RunAsync() => reload.RunAsync(() => prometheus.Signal(1), Long, _ => { }, Token);
    }

    [Fact]
    public async Task A_reload_that_waits_for_a_dead_receiver_is_pending_and_then_confirmed()
    {
        Assert.SkipWhen(Installed is null, "prometheus is not installed");
        using var receiver = new TcpListener(IPAddress.Loopback, 0);
        receiver.Start();
        var port = ((IPEndPoint)receiver.LocalEndpoint).Port;
        var config = _folder.File("prometheus.yml", $$"""
            global:
              scrape_interval: 200ms
              scrape_timeout: 200ms
            remote_write:
              - url: http://127.0.0.1:{{port}}/
            scrape_configs:
              - job_name: nobody
                static_configs:
                  - targets: [127.0.0.1:1]
            """);
        using var prometheus = Start(out var api, config, "--storage.remote.flush-deadline=3s");
        using var _ = api;
        await UntilAsync(() => api.IsReadyAsync(Token));
        using (await receiver.AcceptTcpClientAsync(Token))
        {
            await File.WriteAllTextAsync(config, Good, Token);
            var overdue = new List<ReloadOutcome>();
            var outcome = await new Reload(api, TimeProvider.System).RunAsync(() => prometheus.Signal(1), TimeSpan.FromMilliseconds(500), overdue.Add, Token);
            Assert.Equal(ReloadOutcome.Confirmed, outcome);
            Assert.Equal([ReloadOutcome.Pending], overdue);
        }
    }

    [Fact]
    public async Task Its_version_is_asked_once_and_then_remembered()
    {
        Assert.SkipWhen(Installed is null, "prometheus is not installed");
        var probe = new PrometheusVersionProbe(_folder.Path) { Launcher = Launcher };
        var version = await probe.ReadAsync(Installed!, Token);
        Assert.NotNull(version);
        Assert.True(version >= PrometheusVersion.OldestKnown);

        var cache = Assert.Single(Directory.GetFiles(_folder.Path));
        var lines = await File.ReadAllLinesAsync(cache, Token);
        await File.WriteAllTextAsync(cache, $"{lines[0]}\n9.9.9\n", Token);
        Assert.Equal(new PrometheusVersion(9, 9, 9), await probe.ReadAsync(Installed!, Token));
        await File.WriteAllTextAsync(cache, $"another file 1 2\n9.9.9\n", Token);
        Assert.Equal(version, await probe.ReadAsync(Installed!, Token));
        Assert.Null(await new PrometheusVersionProbe(null) { Launcher = Launcher }.ReadAsync("/bin/true", Token));
    }

    [Fact]
    public async Task Promtool_judges_and_prints_no_secret()
    {
        var found = Promtool.Find(Installed ?? "", Environment.GetEnvironmentVariable("PATH"));
        Assert.SkipWhen(found is null, "promtool is not installed");
        var promtool = new Promtool(found.Path) { Launcher = Launcher };
        Assert.Equal(PromtoolVerdict.Accepted, (await CheckAsync(Good, TimeSpan.FromSeconds(30))).Verdict);

        var refused = await CheckAsync("global:\n  scrape_interval: hunter2hunter2\n", TimeSpan.FromSeconds(30));
        Assert.Equal(PromtoolVerdict.Refused, refused.Verdict);
        Assert.DoesNotContain("hunter", refused.Output, StringComparison.Ordinal);
        Assert.Equal(PromtoolVerdict.Unavailable, (await CheckAsync(Good, TimeSpan.Zero)).Verdict);

        Task<PromtoolResult> CheckAsync(string text, TimeSpan timeout) =>
            promtool.CheckConfigAsync(_folder.File("prometheus.yml", text), agent: false, syntaxOnly: true, new Scrubber([new("hunter2hunter2", "${INTERVAL}", false)]), timeout, Token);
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await condition()) await Task.Delay(20, late.Token);
    }

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private RunningProcess Start(out ChildApi api, string config, params string[] flags)
    {
        // Prometheus does not say which port it got for 0: one that was free a moment ago.
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}");
        probe.Stop();
        string[] words = [$"--storage.tsdb.path={_folder.Path}/data", $"--web.listen-address={address}", .. flags];
        var arguments = ChildArguments.Parse(words);
        api = new ChildApi(ChildEndpoint.Of(arguments, null, null));
        return new RunningProcess(Installed!, arguments.ForStart(config, addDefaults: true, TimeSpan.Zero));
    }
}
