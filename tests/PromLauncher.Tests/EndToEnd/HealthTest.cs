using System.Globalization;
using PromLauncher.LocalAws;
using PromLauncher.Tests.Supervision;

namespace PromLauncher.Tests.EndToEnd;

/// <summary><c>promlauncher health</c> beside a launcher: healthy throughout what a new task would not mend.</summary>
[Trait("Category", "Native")]
public sealed class HealthTest
{
    private static readonly (string, string?) Location = ("S3_CONFIG_LOCATION", "s3://conf/prometheus.yml");

    [Fact]
    public async Task While_S3_hangs_at_the_start_it_is_healthy_and_not_ready()
    {
        await using var run = await CloudRun.CreateAsync();
        run.Aws.Faults.Add(new Fault { Action = "s3:*", Kind = FaultKind.Hang });
        run.Start([], Location, ("PROMLAUNCHER_PROMETHEUS_VERSION", "2.42"));
        await Launched.UntilAsync(() => run.Aws.Calls.Count > 0, "S3 was not asked");
        await HealthyAsync(run, ready: false);
        Assert.Contains("under way", (await run.CommandAsync("reload")).Output);
    }

    [Fact]
    public async Task While_Prometheus_reads_its_log_it_is_healthy_and_fetches_and_applies_nothing()
    {
        await using var run = await CloudRun.CreateAsync();
        run.Put("# first\n");
        run.Start(["--prometheus", Launched.TestChild, "--", $"--web.listen-address={run.Prometheus}", "--fake.ready-after=86400000"],
            Location, ("PROMLAUNCHER_PROMETHEUS_VERSION", "2.42"), ("PROMLAUNCHER_REFRESH_INTERVAL", "100ms"));
        run.Launcher.WaitFor("listening");
        await HealthyAsync(run, ready: false);
        run.Put("# second\n");
        run.Launcher.WaitFor(static line => line.Contains("msg=fetched", StringComparison.Ordinal));
        run.Aws.ForgetCalls();
        await Launched.UntilAsync(() => run.Aws.Calls.Count >= 5, "fetching does not go on");
        Assert.Contains("still starting", (await run.CommandAsync("reload")).Output);
        await HealthyAsync(run, ready: false);
        Assert.Equal(0, (await run.CommandAsync("health", "--max-age", "30s")).Code);
        Assert.DoesNotContain("reloading", run.Launcher.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Prometheus_that_does_not_answer_any_more_is_not_healthy()
    {
        await using var run = await CloudRun.CreateAsync();
        run.Put("scrape_configs: []\n");
        run.StartPrometheus([], Location);
        await HealthyAsync(run, ready: true);
        var prometheus = Assert.Single(Launched.Children(run.Launcher.Id));
        Native.ProcessGroup.Signal(prometheus, 19);
        var (code, told) = await run.CommandAsync("health");
        Native.ProcessGroup.Signal(prometheus, 18);
        Assert.Equal(1, code);
        Assert.Contains("does not answer", told);
        await HealthyAsync(run, ready: true);
    }

    [Fact]
    public async Task A_killed_launcher_leaves_a_file_that_counts_as_none()
    {
        await using var run = await CloudRun.CreateAsync();
        run.Put("scrape_configs: []\n");
        run.StartPrometheus([], Location);
        var prometheus = Assert.Single(Launched.Children(run.Launcher.Id));
        run.Launcher.Signal(9);
        Native.ProcessGroup.Signal(prometheus, 9);
        await run.Launcher.ExitAsync();
        Assert.True(File.Exists(Path.Combine(run.Folder, "promlauncher", "run.json")));
        var (code, told) = await run.CommandAsync("health");
        Assert.Equal((1, true), (code, told.Contains("no launcher is running", StringComparison.Ordinal)));
        Assert.Equal(69, (await run.CommandAsync("status")).Code);
        Assert.Equal(69, (await run.CommandAsync("reload")).Code);
    }

    [Fact]
    public async Task Options_that_make_no_sense_end_it_before_there_is_a_Prometheus()
    {
        await using var run = await CloudRun.CreateAsync();
        run.Put("scrape_configs: []\n");
        run.Start(["--prometheus", Launched.TestChild, "--prometheus-http-config", "/nowhere/http.yml", "--", $"--web.listen-address={run.Prometheus}"], Location, ("PROMLAUNCHER_PROMETHEUS_VERSION", "2.42"));
        Assert.Equal(64, await run.Launcher.ExitAsync());
        Assert.DoesNotContain("listening", run.Launcher.Output, StringComparison.Ordinal);
    }

    /// <summary>ECS Exec is root, and what runs in the container is usually not.</summary>
    [Fact]
    public async Task Root_sees_and_reloads_the_launcher_of_another_user()
    {
        Assert.SkipUnless(File.Exists(Repository.Binary), "the native binary is not published");
        Assert.SkipUnless(Environment.UserName == "root", "only root can be several users");

        // In a mount namespace, where /tmp is nobody else's; so the binary must be elsewhere.
        var folder = Directory.CreateDirectory(string.Create(CultureInfo.InvariantCulture, $"/var/tmp/promlauncher-test-{Environment.ProcessId}")).FullName;
        try
        {
            File.Copy(Repository.Binary, Path.Combine(folder, "promlauncher"));
            await File.WriteAllTextAsync(Path.Combine(folder, "prometheus.yml"), "global: {}\n", TestContext.Current.CancellationToken);
            const string Script = """
                mount -t tmpfs -o mode=1777 tmpfs /tmp && cd "$1" && chmod 755 . && unset XDG_RUNTIME_DIR PROMLAUNCHER_LISTEN
                printf '#!/bin/sh\nexec sleep 1000\n' >prometheus && chmod 755 prometheus
                PROMLAUNCHER_PROMETHEUS_VERSION=2.42 AWS_EC2_METADATA_DISABLED=true AWS_REGION=eu-west-1 \
                  setpriv --reuid 4242 --regid 4242 --clear-groups ./promlauncher run --location "$1/prometheus.yml" --state-dir /tmp/state --prometheus ./prometheus --prometheus-url "http://127.0.0.1:1" 2>/tmp/log &
                pid=$!
                n=0; until grep -qs '"last_success": "2' /tmp/promlauncher-4242/run.json || [ $n -gt 600 ]; do sleep 0.05; n=$((n+1)); done
                stat -c '%U:%a' /tmp/promlauncher-4242 /tmp/promlauncher-4242/run.json
                ./promlauncher status | grep location
                ./promlauncher reload
                ./promlauncher health --for run
                setpriv --reuid 4343 --regid 4343 --clear-groups ./promlauncher status 2>&1
                kill "$pid"; wait "$pid"; ./promlauncher status 2>&1; echo "$?"
                """;
            using var shell = new RunningProcess("unshare", ["--mount", "sh", "-c", Script, "sh", folder]);
            await shell.ExitAsync();
            Assert.Contains(":700", shell.Output, StringComparison.Ordinal);
            Assert.Contains(":600", shell.Output, StringComparison.Ordinal);
            Assert.Contains($"location: {folder}/prometheus.yml", shell.Output, StringComparison.Ordinal);
            Assert.Contains("nothing has changed", shell.Output, StringComparison.Ordinal);
            Assert.Contains("run: Prometheus does not answer", shell.Output, StringComparison.Ordinal);
            Assert.Equal(2, shell.Output.Split("no launcher is running here").Length - 1);
            Assert.EndsWith("69", shell.Output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task HealthyAsync(CloudRun run, bool ready)
    {
        var (code, told) = await run.CommandAsync("health", "--for", "run");
        Assert.True(code == 0, told);
        Assert.Equal(ready ? 0 : 1, (await run.CommandAsync("health", "--for", "run", "--ready")).Code);
    }
}
