using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using PromLauncher.LocalAws;
using PromLauncher.Tests.Supervision;

namespace PromLauncher.Tests.EndToEnd;

/// <summary>A running Prometheus whose configuration changes in S3, in good order and in bad.</summary>
[Trait("Category", "Native")]
public sealed class LiveReloadTest : IAsyncLifetime
{
    /// <summary>What the password file of every Prometheus with a login holds: the word test, bcrypt with the lowest cost there is.</summary>
    private const string Login = "basic_auth_users: {admin: $2b$12$hNf2lSsxfm0.i4a.1kVpSOVyBCfIB51VRjgBUyv6kdnyTlgWj81Ay}\n";

    private static readonly (string, string?)[] Quick = [("S3_CONFIG_LOCATION", "s3://conf/prometheus.yml"), ("PROMLAUNCHER_REFRESH_INTERVAL", "100ms")];
    private static readonly (string, string?)[] Slow = [("S3_CONFIG_LOCATION", "s3://conf/prometheus.yml"), ("PROMLAUNCHER_REFRESH_INTERVAL", "1h")];

    private CloudRun _run = null!;

    public async ValueTask InitializeAsync()
    {
        _run = await CloudRun.CreateAsync();
        _run.Put(Job("first"));
    }

    public ValueTask DisposeAsync() => _run.DisposeAsync();

    [Fact]
    public async Task What_Prometheus_refuses_is_rolled_back_and_a_corrected_one_runs()
    {
        _run.StartPrometheus([], [.. Quick, ("PROMLAUNCHER_CHECK", "none")]);
        _run.Put(Job("second") + "nonsense: true\n");
        WaitFor("rolling back to the previous one");
        WaitFor("reload ended");
        Assert.Contains("job_name: first", await _run.RunningConfigurationAsync());
        var status = await StatusAsync();
        Assert.False(status.GetProperty("reload").GetProperty("last_successful").GetBoolean());
        Assert.Equal(1, status.GetProperty("reload").GetProperty("rollbacks").GetInt32());

        _run.Put(Job("third"));
        Assert.Contains("outcome=Confirmed", WaitFor("reload ended"));
        Assert.Contains("job_name: third", await _run.RunningConfigurationAsync());
        Assert.True((await StatusAsync()).GetProperty("reload").GetProperty("last_successful").GetBoolean());
        Assert.Single(_run.Launcher.Output.Split('\n'), static line => line.Contains("rolling back to the previous one", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_only_Prometheus_misses_keeps_the_old_configuration_running()
    {
        _run.StartPrometheus([], [.. Quick, ("PROMLAUNCHER_CHECK", "builtin")]);
        _run.Put(Job("second") + "remote_write: [{url: 'http://127.0.0.1:1/', tls_config: {ca_file: /nowhere/ca.pem}}]\n");
        WaitFor("rolling back to the previous one");
        WaitFor("reload ended");
        Assert.Contains("job_name: first", await _run.RunningConfigurationAsync());
    }

    [Fact]
    public async Task A_reload_that_waits_for_a_hanging_receiver_ends_in_the_last_of_all_changes_meanwhile()
    {
        using var receiver = new TcpListener(IPAddress.Loopback, 0);
        receiver.Start();
        _run.Put($$"""
            global: {scrape_interval: 200ms, scrape_timeout: 200ms}
            remote_write: [{url: "http://{{receiver.LocalEndpoint}}/"}]
            scrape_configs: [{job_name: first, static_configs: [{targets: ["127.0.0.1:1"]}]}]
            """);
        _run.StartPrometheus(["--storage.remote.flush-deadline=4s"], [.. Quick, ("PROMLAUNCHER_RELOAD_TIMEOUT", "1s")]);
        using var sender = await receiver.AcceptTcpClientAsync(TestContext.Current.CancellationToken);

        _run.Put(Job("second"));
        WaitFor("the reload has not ended yet");
        _run.Put(Job("third"));
        _run.Put(Job("fourth"));
        Assert.True((await StatusAsync()).GetProperty("reload").GetProperty("pending").ValueKind == JsonValueKind.String);
        Assert.Contains("outcome=Confirmed", WaitFor("reload ended"));
        Assert.Contains("outcome=Confirmed", WaitFor("reload ended"));
        Assert.Contains("job_name: fourth", await _run.RunningConfigurationAsync());
        Assert.DoesNotContain("rolling back", _run.Launcher.Output);
    }

    [Fact]
    public async Task A_change_while_Prometheus_starts_is_applied_once_it_has_started()
    {
        _run.Start(["--", $"--web.listen-address={_run.Prometheus}", $"--storage.tsdb.path={Path.Combine(_run.Folder, "data")}"], Quick);
        WaitFor("Prometheus started");
        _run.Put(Job("second"));
        Assert.Contains("outcome=Confirmed", WaitFor("reload ended"));
        Assert.Contains("job_name: second", await _run.RunningConfigurationAsync());
    }

    [Fact]
    public async Task A_source_that_is_gone_is_reported_once_and_harms_nothing()
    {
        _run.StartPrometheus([], Quick);
        _run.Aws.S3.Find("conf")!.Delete("prometheus.yml");
        WaitFor("could not be fetched");
        _run.Aws.ForgetCalls();
        await Launched.UntilAsync(() => _run.Aws.Calls.Count >= 5, "it was not asked again");
        Succeeded(await _run.CommandAsync("health", "--for", "run"));
        Succeeded(await _run.CommandAsync("health", "--ready"));
        Assert.Equal(1, (await _run.CommandAsync("health", "--max-age", "1ms")).Code);
        Assert.Contains("job_name: first", await _run.RunningConfigurationAsync());
        Assert.Single(_run.Launcher.Output.Split('\n'), static line => line.Contains("could not be fetched", StringComparison.Ordinal));

        _run.Put(Job("second"));
        WaitFor("can be fetched again");
        Assert.Contains("outcome=Confirmed", WaitFor("reload ended"));
    }

    [Fact]
    public async Task A_revoked_permission_names_the_action_and_leaves_it_healthy()
    {
        _run.StartPrometheus([], Quick);
        _run.Aws.Faults.Add(new Fault { Action = "s3:*", Kind = FaultKind.AccessDenied });
        Assert.Contains("s3:GetObject", WaitFor("could not be fetched"));
        Succeeded(await _run.CommandAsync("health"));
    }

    [Theory]
    [InlineData(15)]
    [InlineData(2)]
    public async Task A_request_may_be_abandoned(int signal)
    {
        _run.StartPrometheus([], Slow);
        _run.Aws.Faults.Add(new Fault { Action = "s3:*", Kind = FaultKind.Hang });
        using var reload = _run.Beside("reload");
        WaitFor("fetching now, as requested by SIGHUP or `promlauncher reload`");
        reload.Signal(signal);
        Assert.Equal(128 + signal, await reload.ExitAsync());
        Assert.Equal("", reload.Output);
    }

    [Fact]
    public async Task A_reload_needs_no_temporary_folder()
    {
        _run.StartPrometheus([], [.. Slow, ("TMPDIR", "/no/such/folder")]);
        _run.Put(Job("second"));
        Succeeded(await _run.CommandAsync("reload"));
        Assert.Contains("job_name: second", await _run.RunningConfigurationAsync());
        Assert.DoesNotContain("could not be asked", _run.Launcher.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_fetched_at_once_on_request_and_the_result_is_reported()
    {
        _run.StartPrometheus([], Slow);
        Assert.Contains("nothing has changed", Succeeded(await _run.CommandAsync("reload")));

        _run.Put(Job("second"));
        Assert.Contains("Prometheus runs ", Succeeded(await _run.CommandAsync("reload")));
        Assert.Contains("job_name: second", await _run.RunningConfigurationAsync());

        _run.Put(Job("third"));
        _run.Launcher.Signal(1);
        await Launched.UntilAsync(() => _run.Launcher.Output.Split("outcome=Confirmed").Length == 3, "SIGHUP did nothing");

        _run.Put("globall: {}\n");
        var (code, output) = await _run.CommandAsync("reload");
        Assert.NotEqual(0, code);
        Assert.Contains("invalid", output);
        _run.Aws.S3.Find("conf")!.Delete("prometheus.yml");
        Assert.Contains("could not be fetched", (await _run.CommandAsync("reload")).Output);
        Assert.Contains("job_name: third", await _run.RunningConfigurationAsync());
    }

    [Fact]
    public async Task Many_who_ask_at_once_are_all_answered()
    {
        _run.StartPrometheus([], Slow);
        _run.Put(Job("second"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _run.CommandAsync("reload")));
        Assert.All(answers, static answer => Assert.Equal(0, answer.Code));
        Assert.Contains("job_name: second", await _run.RunningConfigurationAsync());
        Assert.Single(_run.Launcher.Output.Split('\n'), static line => line.Contains("reload ended", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_refresh_a_source_that_comes_back_is_reported_and_not_applied()
    {
        (string, string?)[] never = [("S3_CONFIG_LOCATION", "s3://conf/prometheus.yml"), ("PROMLAUNCHER_REFRESH_INTERVAL", "0")];
        _run.StartPrometheus([], Slow);
        _run.Launcher.Signal(15);
        Assert.Equal(0, await _run.Launcher.ExitAsync());

        _run.Aws.S3.Find("conf")!.Delete("prometheus.yml");
        _run.StartPrometheus([], never);
        _run.Put(Job("second"));
        WaitFor("restart the task");
        Assert.Contains("job_name: first", await _run.RunningConfigurationAsync());
        Assert.True((await StatusAsync()).GetProperty("release").GetProperty("restart_needed").GetBoolean());

        Succeeded(await _run.CommandAsync("reload"));
        Assert.Contains("job_name: second", await _run.RunningConfigurationAsync());
        Assert.False((await StatusAsync()).GetProperty("release").GetProperty("restart_needed").GetBoolean());
    }

    [Theory]
    [InlineData("/prom", "--web.route-prefix=/prom")]
    [InlineData("/metrics/of/us", "--web.external-url=https://monitoring.example/metrics/of/us/")]
    [InlineData("/inner", "--web.external-url=https://monitoring.example/outer", "--web.route-prefix=/inner")]
    public async Task Below_a_path_it_is_reloaded_and_healthy_too(string prefix, params string[] flags)
    {
        _run.StartPrometheus(flags, Quick);
        _run.Put(Job("second"));
        Assert.Contains("outcome=Confirmed", WaitFor("reload ended"));
        Assert.Contains("job_name: second", await _run.RunningConfigurationAsync(prefix));
        Succeeded(await _run.CommandAsync("health", "--ready"));
    }

    [Fact]
    public void Of_several_addresses_that_it_listens_on_the_one_on_loopback_is_asked()
    {
        _run.Put("# first\n");
        _run.Start(["--prometheus", Launched.TestChild, "--", "--web.listen-address=192.0.2.1:9090", $"--web.listen-address={_run.Prometheus}"],
            [.. Quick, ("PROMLAUNCHER_PROMETHEUS_VERSION", "3.5"), ("PROMLAUNCHER_CHECK", "none")]);
        WaitFor("Prometheus is ready");
        _run.Put("# second\n");
        Assert.Contains("outcome=Confirmed", WaitFor("reload ended"));
    }

    [Theory]
    [InlineData("tls", false, "Confirmed")]
    [InlineData("tls", true, "Confirmed")]
    [InlineData("mtls", false, "Unknown")]
    [InlineData("mtls", true, "Confirmed")]
    [InlineData("login", false, "Unknown")]
    [InlineData("login", true, "Confirmed")]
    public async Task Behind_TLS_or_a_login_it_is_reloaded_and_healthy_too(string web, bool hasHttpConfig, string outcome)
    {
        using var folder = new TestFolder();
        var (certificate, key) = TestCertificate.Write(folder, "own");
        var server = $"tls_server_config: {{cert_file: own.pem, key_file: own.key{(web == "mtls" ? ", client_auth_type: RequireAndVerifyClientCert, client_ca_file: own.pem" : "")}}}\n";
        var file = folder.File("web.yml", web == "login" ? Login : server);
        var http = folder.File("http.yml", web switch
        {
            "login" => "basic_auth: {username: admin, password: test}\n",
            "tls" => "tls_config: {insecure_skip_verify: true}\n",
            _ => $"tls_config: {{cert_file: {certificate}, key_file: {key}, insecure_skip_verify: true}}\n",
        });
        _run.Start(
            ["--", $"--web.listen-address={_run.Prometheus}", $"--storage.tsdb.path={Path.Combine(_run.Folder, "data")}", $"--web.config.file={file}"],
            [.. Quick, ("PROMLAUNCHER_PROMETHEUS_HTTP_CONFIG", hasHttpConfig ? http : null)]);
        WaitFor(outcome == "Confirmed" ? "Prometheus is ready" : "Prometheus answers, but its readiness");
        _run.Put(Job("second"));
        Assert.Contains($"outcome={outcome}", WaitFor("reload ended"));
        Succeeded(await _run.CommandAsync("health", "--for", "run"));
        Assert.DoesNotContain("$2b$", _run.Launcher.Output);
    }

    private static string Job(string name) => $"scrape_configs:\n- job_name: {name}\n  static_configs: [{{targets: ['127.0.0.1:1']}}]\n";

    private static string Succeeded((int Code, string Output) ended)
    {
        Assert.True(ended.Code == 0, ended.Output);
        return ended.Output;
    }

    private string WaitFor(string part) => _run.Launcher.WaitFor(line => line.Contains(part, StringComparison.Ordinal));

    private async Task<JsonElement> StatusAsync() =>
        JsonElement.Parse(Succeeded(await _run.CommandAsync("status", "--format", "json"))).GetProperty("run");
}
