using System.Globalization;
using System.Text.Json;
using PromLauncher.LocalAws;
using PromLauncher.LocalAws.Ec2;
using PromLauncher.LocalAws.Ecs;
using PromLauncher.Tests.Supervision;
using YamlDotNet.Serialization;

namespace PromLauncher.Tests.EndToEnd;

/// <summary><c>promlauncher discover</c>, the published binary, against the clusters of the local AWS.</summary>
[Trait("Category", "Native")]
public sealed class DiscoverTest : IAsyncLifetime
{
    private const string Policy = """{"Statement": [{"Effect": "Allow", "Action": ["ecs:List*", "ecs:Describe*", "ec2:DescribeInstances", "s3:*"], "Resource": "*"}]}""";

    private CloudRun _run = null!;
    private EcsCluster _cluster = null!;

    private string File => Path.Combine(_run.Folder, "ecs_file_sd.yml");

    public async ValueTask InitializeAsync()
    {
        _run = await CloudRun.CreateAsync(Policy);
        _cluster = _run.Aws.Ecs.Create("prod");
    }

    public ValueTask DisposeAsync() => _run.DisposeAsync();

    [Fact]
    public async Task The_flags_and_the_labels_of_the_scanner_it_replaces_are_kept()
    {
        var task = _cluster.Start(Web("web", "8080"), new TaskStart { Service = "shop", Ipv4 = "10.0.0.7" });
        _run.StartCommand(["discover", "-config.cluster", "prod", $"-config.write-to={File}", "--config.scrape-times=1"]);
        Assert.Equal(0, await _run.Launcher.ExitAsync());

        var group = Assert.Single(Groups());
        Assert.Equal(["10.0.0.7:8080"], group.Targets);
        Assert.Equal(
            [
                ("task_arn", task.Arn), ("task_name", "web"), ("task_revision", "1"), ("task_group", "service:shop"), ("cluster_arn", _cluster.Arn),
                ("container_name", "web"), ("container_arn", task.Containers[0].Arn), ("docker_image", "public.ecr.aws/docker/library/httpd:2.4"),
            ],
            group.Labels.Select(static label => (label.Key, label.Value)));
    }

    [Fact]
    public async Task Hundreds_of_tasks_are_found_across_pages_and_throttling()
    {
        var wanted = Enumerable.Range(0, 250).Select(i => _cluster.Start(Web("web", "80"), new TaskStart { Ipv4 = $"10.1.{i / 200}.{(i % 200) + 1}" })).ToList();
        _run.Aws.Ecs.HasEmptyPages = true;
        _run.Aws.Faults.Add(new Fault { Action = "ecs:*", Kind = FaultKind.Throttle, Times = 2 });
        _run.StartCommand(["discover", "--cluster", "prod", "--write-to", File, "--once"]);
        Assert.Equal(0, await _run.Launcher.ExitAsync());
        Assert.Equal(wanted.Count, Groups().Select(static group => group.Targets[0]).Distinct().Count());
    }

    [Fact]
    public async Task Containers_on_machines_are_scraped_at_the_machine_and_its_port()
    {
        var machine = _cluster.AddInstance(new Ec2Instance { PrivateIp = "10.9.8.7" });
        var task = _cluster.Start(Web("bridged", "8080") with { NetworkMode = "bridge" }, new TaskStart { LaunchType = "EC2", Instance = machine });
        _run.StartCommand(["discover", "--cluster", "prod", "--write-to", File, "--once"]);
        Assert.Equal(0, await _run.Launcher.ExitAsync());
        var port = task.Containers[0].Bindings[0].HostPort;
        Assert.Equal([string.Create(CultureInfo.InvariantCulture, $"10.9.8.7:{port}")], Groups().Select(static group => group.Targets[0]));
    }

    [Fact]
    public async Task Tasks_that_come_and_go_are_followed_and_a_failing_API_takes_no_target_away()
    {
        var first = _cluster.Start(Web("one", "80"), new TaskStart { Ipv4 = "10.0.0.1" });
        _run.StartCommand(["discover", "--cluster", "prod", "--write-to", File, "--interval", "1s", "--max-request-rate", "100"]);
        await Launched.UntilAsync(() => Targets() is ["10.0.0.1:80"], "the target was not found");

        _run.Aws.Faults.Add(new Fault { Action = "ecs:*", Kind = FaultKind.InternalError });
        _cluster.Stop(first);
        _cluster.Start(Web("two", "80"), new TaskStart { Ipv4 = "10.0.0.2" });
        _run.Launcher.WaitFor(static line => line.Contains("level=WARN", StringComparison.Ordinal) || line.Contains("level=ERROR", StringComparison.Ordinal));
        Assert.Equal(["10.0.0.1:80"], Targets());

        _run.Aws.Faults.Clear();
        await Launched.UntilAsync(() => Targets() is ["10.0.0.2:80"], "the new target was not found");
        _run.Launcher.Signal(15);
        Assert.Equal(0, await _run.Launcher.ExitAsync());
        Assert.Equal(["10.0.0.2:80"], Targets());
        Assert.Equal(["ecs_file_sd.yml"], Directory.GetFiles(_run.Folder).Select(Path.GetFileName).Where(static name => name!.Contains("sd", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(FaultKind.AccessDenied, 77)]
    [InlineData(FaultKind.InternalError, 69)]
    public async Task A_single_scan_that_fails_ends_so_and_leaves_the_file_alone(FaultKind fault, int code)
    {
        await System.IO.File.WriteAllTextAsync(File, "- targets: [before]\n", TestContext.Current.CancellationToken);
        _run.Aws.Faults.Add(new Fault { Action = "ecs:ListTasks", Kind = fault });
        _run.StartCommand(["discover", "--cluster", "prod", "--write-to", File, "--once"]);
        Assert.Equal(code, await _run.Launcher.ExitAsync());
        Assert.Contains("ecs:ListTasks", _run.Launcher.Output);
        Assert.Equal("- targets: [before]\n", await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Why_a_container_is_not_a_target_is_explained()
    {
        _cluster.Start(new TaskDefinition { Family = "plain", Containers = [new() { Name = "plain" }] });
        _cluster.Start(Web("web", "http"), new TaskStart { Ipv4 = "10.0.0.3" });
        _cluster.Start(Web("early", "80"), new TaskStart { LastStatus = "PROVISIONING" });
        _run.StartCommand(["discover", "--cluster", "prod", "--write-to", File, "--explain", "--format", "json"]);
        Assert.Equal(0, await _run.Launcher.ExitAsync());
        Assert.False(System.IO.File.Exists(File));
        Assert.Contains("PROMETHEUS_EXPORTER_PORT", _run.Launcher.Output);
        foreach (var container in (string[])["plain", "web", "early"]) Assert.Contains($"\"{container}\"", _run.Launcher.Output);
    }

    [Fact]
    public async Task Within_run_a_real_Prometheus_scrapes_what_is_found()
    {
        // Prometheus plays the application as well.
        var port = _run.Prometheus[(_run.Prometheus.LastIndexOf(':') + 1)..];
        _cluster.Start(Web("app", port), new TaskStart { Ipv4 = "127.0.0.1" });
        _run.Put($"global: {{scrape_interval: 1s}}\nscrape_configs:\n- job_name: ecs\n  file_sd_configs:\n  - files: ['{File}']\n");
        _run.StartPrometheus([], ("S3_CONFIG_LOCATION", "s3://conf/prometheus.yml"), ("PROMLAUNCHER_DISCOVER_CLUSTER", "prod"), ("PROMLAUNCHER_DISCOVER_WRITE_TO", File));
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        await Launched.UntilAsync(async () =>
        {
            using var answer = JsonDocument.Parse(await client.GetStringAsync(new Uri($"http://{_run.Prometheus}/api/v1/query?query=up%7Btask_name=%22app%22%7D"), TestContext.Current.CancellationToken));
            return answer.RootElement.GetProperty("data").GetProperty("result").EnumerateArray().Any(static one => one.GetProperty("value")[1].GetString() == "1");
        }, "Prometheus did not scrape the target");
    }

    private static TaskDefinition Web(string name, string port) => new()
    {
        Family = name,
        Containers = [new() { Name = name, DockerLabels = new Dictionary<string, string> { ["PROMETHEUS_EXPORTER_PORT"] = port }, Ports = [new(8080)] }],
    };

    private string[] Targets() => System.IO.File.Exists(File) ? [.. Groups().SelectMany(static group => group.Targets)] : [];

    private List<Group> Groups()
    {
        var read = new DeserializerBuilder().Build().Deserialize<List<Dictionary<string, object>>>(System.IO.File.ReadAllText(File)) ?? [];
        return [.. read.Select(static group => new Group(
            [.. ((List<object>)group["targets"]).Cast<string>()],
            [.. ((Dictionary<object, object>)group["labels"]).Select(static label => KeyValuePair.Create((string)label.Key, (string)label.Value))]))];
    }

    private sealed record Group(string[] Targets, KeyValuePair<string, string>[] Labels);
}
