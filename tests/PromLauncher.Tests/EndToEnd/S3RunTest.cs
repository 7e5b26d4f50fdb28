using PromLauncher.LocalAws;

namespace PromLauncher.Tests.EndToEnd;

/// <summary>The main job: from an S3 object to a running Prometheus.</summary>
[Trait("Category", "Native")]
public sealed class S3RunTest
{
    private const string Config = """
        global:
          scrape_interval: 30s
          external_labels:
            cluster: ${ecs:cluster}
            team: ${TEAM:-nobody}
        scrape_configs:
          - job_name: first
            static_configs: [{targets: ["127.0.0.1:1"]}]
        """;

    [Fact]
    public async Task A_configuration_runs_is_reloaded_when_it_changes_and_stays_when_the_new_one_is_bad()
    {
        await using var run = await CloudRun.CreateAsync();
        run.Put(Config);
        run.StartPrometheus([], ("S3_CONFIG_LOCATION", "s3://conf/prometheus.yml"), ("TEAM", "storage"), ("PROMLAUNCHER_REFRESH_INTERVAL", "100ms"));
        var running = await run.RunningConfigurationAsync();
        Assert.Contains("cluster: demo", running, StringComparison.Ordinal);
        Assert.Contains("team: storage", running, StringComparison.Ordinal);

        run.Put(Config.Replace("first", "second", StringComparison.Ordinal));
        Assert.Contains("outcome=Confirmed", run.Launcher.WaitFor(static line => line.Contains("reload ended", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("job_name: second", await run.RunningConfigurationAsync(), StringComparison.Ordinal);

        run.Put(Config.Replace("job_name: first", "job_nam: third", StringComparison.Ordinal));
        run.Launcher.WaitFor(static line => line.Contains("the new configuration is refused", StringComparison.Ordinal));
        Assert.Contains("job_name: second", await run.RunningConfigurationAsync(), StringComparison.Ordinal);

        run.Launcher.Signal(15);
        Assert.Equal(0, await run.Launcher.ExitAsync());
    }

    [Fact]
    public async Task An_unchanged_object_costs_one_request_and_no_reload()
    {
        await using var run = await CloudRun.CreateAsync();
        run.Put(Config);
        run.StartPrometheus([], ("S3_CONFIG_LOCATION", "s3://conf/prometheus.yml"), ("PROMLAUNCHER_REFRESH_INTERVAL", "100ms"));
        run.Aws.ForgetCalls();
        await Launched.UntilAsync(() => run.Aws.Calls.Count >= 5, "it was not fetched again");
        Assert.All(run.Aws.Calls, static call => Assert.Equal("s3:GetObject", call.Action));
        Assert.DoesNotContain("reload ended", run.Launcher.Output, StringComparison.Ordinal);
        Assert.Single(run.Launcher.Output.Split('\n'), static line => line.Contains("msg=published", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("s3://conf/missing.yml", null, 66, "s3://conf/missing.yml does not exist")]
    [InlineData("s3://no-such-bucket/prometheus.yml", null, 66, "no-such-bucket")]
    [InlineData("s3://conf/prometheus.yml", FaultKind.AccessDenied, 77, "s3:GetObject")]
    [InlineData("s3://conf/prometheus.yml", FaultKind.Unavailable, 69, "s3://conf/prometheus.yml")]
    [InlineData("s3://conf/bad.yml", null, 65, "line=1 column=1")]
    [InlineData("s3://conf/placeholder.yml", null, 65, "TEAMX")]
    [InlineData("s3://conf", null, 64, "names no key")]
    public async Task What_keeps_it_from_starting_has_its_exit_code_and_its_reason(string location, FaultKind? fault, int code, string reason)
    {
        await using var run = await CloudRun.CreateAsync();
        run.Put(Config);
        run.Put("globall: {}\n", "bad.yml");
        run.Put("global: {external_labels: {a: \"${TEAMX:?say who you are}\"}}\n", "placeholder.yml");
        if (fault is { } kind) run.Aws.Faults.Add(new Fault { Action = "s3:*", Kind = kind });
        run.Start(["--prometheus", "/bin/true"], ("S3_CONFIG_LOCATION", location), ("PROMLAUNCHER_STARTUP_TIMEOUT", "3s"), ("PROMLAUNCHER_PROMETHEUS_VERSION", "2.42"));
        Assert.Equal(code, await run.Launcher.ExitAsync());
        Assert.Contains(reason, run.Launcher.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FaultKind.Unavailable)]
    [InlineData(FaultKind.InternalError)]
    [InlineData(FaultKind.Reset)]
    [InlineData(FaultKind.Truncate)]
    [InlineData(FaultKind.AccessDenied)]
    public async Task A_hiccup_is_waited_out(FaultKind kind)
    {
        await using var run = await CloudRun.CreateAsync();
        run.Put(Config);
        run.Aws.Faults.Add(new Fault { Action = "s3:GetObject", Kind = kind, Times = 2 });
        run.Start(["--prometheus", "/bin/sh", "--refresh-interval", "0", "--", "-c", "echo started"], ("S3_CONFIG_LOCATION", "s3://conf/prometheus.yml"), ("PROMLAUNCHER_PROMETHEUS_VERSION", "2.42"));
        Assert.Equal(0, await run.Launcher.ExitAsync());
        Assert.Contains("started", run.Launcher.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_starts_from_the_last_good_release_while_S3_is_down()
    {
        await using var run = await CloudRun.CreateAsync();
        run.Put(Config);
        (string, string?)[] variables = [("S3_CONFIG_LOCATION", "s3://conf/prometheus.yml"), ("PROMLAUNCHER_REFRESH_INTERVAL", "100ms")];
        run.StartPrometheus([], variables);
        run.Launcher.Signal(15);
        Assert.Equal(0, await run.Launcher.ExitAsync());

        run.Aws.S3.Find("conf")!.Delete("prometheus.yml");
        run.StartPrometheus([], variables);
        Assert.Contains("starting from the last good configuration", run.Launcher.Output, StringComparison.Ordinal);
        Assert.Contains("job_name: first", await run.RunningConfigurationAsync(), StringComparison.Ordinal);

        run.Put(Config.Replace("first", "second", StringComparison.Ordinal));
        run.Launcher.WaitFor(static line => line.Contains("outcome=Confirmed", StringComparison.Ordinal));
        Assert.Contains("job_name: second", await run.RunningConfigurationAsync(), StringComparison.Ordinal);
    }
}
