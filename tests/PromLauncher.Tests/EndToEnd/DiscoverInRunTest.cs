using System.Text.Json;
using PromLauncher.LocalAws;
using PromLauncher.LocalAws.Ecs;

namespace PromLauncher.Tests.EndToEnd;

/// <summary>Discovery inside <c>run</c>: one container instead of two.</summary>
[Trait("Category", "Native")]
public sealed class DiscoverInRunTest
{
    private const string Policy = """{"Statement": [{"Effect": "Allow", "Action": ["ecs:*", "s3:*"], "Resource": "*"}]}""";

    private static readonly TaskDefinition App = new() { Family = "app", Containers = [new() { Name = "app", DockerLabels = new Dictionary<string, string> { ["PROMETHEUS_EXPORTER_PORT"] = "8080" } }] };

    [Fact]
    public async Task The_sample_for_one_container_scrapes_what_is_found()
    {
        await using var run = await CloudRun.CreateAsync(Policy);
        run.Aws.Ecs.Create("demo").Start(App, new TaskStart { Ipv4 = "127.0.0.9" });
        run.Put(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "samples", "prometheus-one-container.yml"), TestContext.Current.CancellationToken));
        var file = Path.Combine(run.Folder, "ecs_file_sd.yml");
        run.StartPrometheus([], ("S3_CONFIG_LOCATION", "s3://conf/prometheus.yml"), ("REMOTE_WRITE_URL", "http://127.0.0.1:9/write"), ("TARGETS_FILE", file),
            ("PROMLAUNCHER_DISCOVER_CLUSTER", "demo"), ("PROMLAUNCHER_DISCOVER_WRITE_TO", file));
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        await Launched.UntilAsync(() =>
        {
            using var answer = JsonDocument.Parse(client.GetStringAsync(new Uri($"http://{run.Prometheus}/api/v1/targets")).GetAwaiter().GetResult());
            return answer.RootElement.GetProperty("data").GetProperty("activeTargets").EnumerateArray().Any(static target => target.GetProperty("discoveredLabels").GetProperty("__address__").GetString() == "127.0.0.9:8080");
        }, "Prometheus does not see the task");

        // What discovery can't do is no reason for Prometheus to end.
        run.Aws.Faults.Add(new Fault { Action = "ecs:*", Kind = FaultKind.AccessDenied });
        run.Launcher.Signal(15);
        Assert.Equal(0, await run.Launcher.ExitAsync());
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_73_and_names_the_option()
    {
        await using var run = await CloudRun.CreateAsync(Policy);
        run.Put("global: {}\n");
        run.Start(["--prometheus", "/bin/true", "--discover-cluster", "*", "--discover-write-to", Path.Combine(run.Folder, "none", "t.yml")],
            ("S3_CONFIG_LOCATION", "s3://conf/prometheus.yml"), ("PROMLAUNCHER_PROMETHEUS_VERSION", "3.14"));
        Assert.Equal(73, await run.Launcher.ExitAsync());
        Assert.Contains("--discover-write-to", run.Launcher.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Discovery_that_is_refused_does_not_keep_Prometheus_from_running()
    {
        await using var run = await CloudRun.CreateAsync(CloudRun.Reader);
        run.Put("global: {}\n");
        run.StartPrometheus([], ("S3_CONFIG_LOCATION", "s3://conf/prometheus.yml"), ("PROMLAUNCHER_DISCOVER_CLUSTER", "demo"), ("PROMLAUNCHER_DISCOVER_WRITE_TO", Path.Combine(run.Folder, "t.yml")));
        await Launched.UntilAsync(() => run.Launcher.Output.Contains("Allow ecs:ListTasks", StringComparison.Ordinal), "the missing permission is not named");
        Assert.False(run.Launcher.Process.HasExited);
    }
}
