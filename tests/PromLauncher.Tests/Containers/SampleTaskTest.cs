using System.Globalization;
using System.Text.RegularExpressions;

namespace PromLauncher.Tests.Containers;

/// <summary>The task definitions of samples/ do what they are samples of, with the policy of samples/ and no other.</summary>
[Trait("Category", "Containers")]
public sealed class SampleTaskTest(Images images) : IAsyncLifetime
{
    private static readonly string Folder = Path.Combine(Repository.Root, "samples");

    private EcsTask _task = null!;

    public async ValueTask InitializeAsync() => _task = await EcsTask.CreateAsync(images);

    public async ValueTask DisposeAsync()
    {
        if (_task is not null) await _task.DisposeAsync();
    }

    [Fact]
    public async Task Two_containers_find_scrape_and_write_run_what_is_uploaded_and_lose_nothing_at_a_stop()
    {
        await StartAsync("ecs-task-definition.json", "prometheus.yml", "discovery");
        await _task["discovery"].HealthyAsync();
        // As ECS Exec does.
        foreach (var name in (string[])["discovery", "prometheus"])
            Assert.Contains("\"pid\":", await Docker.RunAsync("exec", "--user=0", _task[name].Id, "promlauncher", "status", "--format=json"), StringComparison.Ordinal);
        await Docker.RunAsync("exec", "--user=0", _task["prometheus"].Id, "promlauncher", "reload");

        await _task.PutAsync("prometheus.yml", Configuration("prometheus.yml") + "    write_relabel_configs: [{target_label: uploaded, replacement: again}]\n");
        await ReceivedAsync("up{job=\"ecs\",uploaded=\"again\"}");

        var before = await LastAsync("up{job=\"ecs\"}");
        Assert.Equal(0, await _task["prometheus"].StopAsync());
        Assert.Contains("See you next time!", await _task["prometheus"].LogAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await _task["discovery"].StopAsync());
        var kept = await KeptAsync("up", "job=\"ecs\"");
        Assert.InRange(kept, before, long.MaxValue);
        Assert.Equal(kept, await LastAsync("up{job=\"ecs\"}"));
    }

    [Fact]
    public async Task One_container_does_all_of_it()
    {
        await StartAsync("ecs-task-definition-one-container.json", "prometheus-one-container.yml", "prometheus");
        Assert.Equal(0, await _task["prometheus"].StopAsync());
    }

    [Fact]
    public async Task An_outage_of_AWS_makes_nobody_unhealthy()
    {
        await StartAsync("ecs-task-definition.json", "prometheus.yml", "discovery");
        await _task["discovery"].HealthyAsync();
        await _task.BreakAsync();
        var (start, calls) = (DateTimeOffset.UtcNow, (await _task.CallsAsync()).Length);
        // Longer than the minute without any answer after which a launcher counts as stuck.
        foreach (var name in (string[])["prometheus", "discovery"])
        {
            await _task[name].UntilAsync(
                async () =>
                {
                    var health = (await _task[name].StateAsync())["Health"]!;
                    Assert.Equal("healthy", health["Status"]!.GetValue<string>());
                    return health["Log"]!.AsArray().Any(check => check!["Start"]!.GetValue<DateTimeOffset>() > start.AddSeconds(62));
                },
                "its health was not asked any more");
        }

        var failed = (await _task.CallsAsync())[calls..].Select(static call => call.Action).ToHashSet();
        Assert.Superset(new HashSet<string> { "s3:GetObject", "ecs:ListTasks", "aps:RemoteWrite" }, failed);
        await _task.MendAsync();
        await ReceivedAsync($"timestamp(up{{job=\"ecs\"}}) > {DateTimeOffset.UtcNow.ToUnixTimeSeconds()}");
    }

    private static string Configuration(string name) => File.ReadAllText(Path.Combine(Folder, name))
        .Replace("scrape_interval: 30s", "scrape_interval: 1s", StringComparison.Ordinal).Replace("scrape_timeout: 10s", "scrape_timeout: 1s", StringComparison.Ordinal);

    private static string Filled(string name) => Regex.Replace(File.ReadAllText(Path.Combine(Folder, name)), @"\bCLUSTER\b", "prod").Replace("BUCKET", "conf", StringComparison.Ordinal)
        .Replace("https://aps-workspaces.eu-west-1.amazonaws.com", EcsTask.Endpoint, StringComparison.Ordinal);

    /// <summary>Starts it, and waits until the application's samples have arrived, signed by the task's role, and health is good.</summary>
    private async Task StartAsync(string definition, string configuration, string discovery)
    {
        await _task.StartAwsAsync(
            Filled("iam-task-role-policy.json").Replace("arn:aws:s3:::conf/prometheus.yml", $"arn:aws:s3:::conf/{configuration}", StringComparison.Ordinal),
            (configuration, Configuration(configuration)));
        // Everybody asks every second; nothing else is changed.
        await _task.RunAsync(
            Filled(definition).Replace("s3://conf/prometheus.yml", $"s3://conf/{configuration}", StringComparison.Ordinal),
            ("prometheus", "PROMLAUNCHER_REFRESH_INTERVAL", "1s"), (discovery, discovery == "prometheus" ? "PROMLAUNCHER_DISCOVER_INTERVAL" : "PROMLAUNCHER_INTERVAL", "1s"));
        await ReceivedAsync("up{job=\"ecs\",task_name=\"app\",container_name=\"web\",cluster=\"prod\"} == 1");
        await _task["prometheus"].HealthyAsync();
        var calls = await _task.CallsAsync();
        Assert.DoesNotContain(calls, static call => !call.IsAllowed);
        Assert.Contains(calls, static call => call is { Action: "aps:RemoteWrite", Resource: "arn:aws:aps:eu-west-1:123456789012:workspace/ws-EXAMPLE", Region: "eu-west-1" } && call.Principal.Contains(":assumed-role/task/", StringComparison.Ordinal));
    }

    private Task ReceivedAsync(string expression) => _task["prometheus"].UntilAsync(async () => (await _task.ReceivedAsync(expression)).Count > 0, $"never written: {expression}");

    /// <summary>When the last sample that the receiver has was taken, in Unix milliseconds.</summary>
    private async Task<long> LastAsync(string series) => (await _task.ReceivedAsync($"{series}[1h]")).SelectMany(static one => one!["values"]!.AsArray())
        .Max(static value => (long)Math.Round(value![0]!.GetValue<double>() * 1000));

    /// <summary>When the last sample in the task's own storage was taken, as a replay of its write-ahead log tells, in Unix milliseconds.</summary>
    private async Task<long> KeptAsync(string metric, string label)
    {
        var printed = await Docker.RunAsync("run", "--rm", "--network=none", "--volume", $"{_task.Volume("data")}:/prometheus", "--entrypoint=promtool", await images.PrometheusAsync(),
            "tsdb", "dump", "--match", metric, "/prometheus");
        return printed.Split('\n').Where(line => line.Contains(label, StringComparison.Ordinal)).Max(static line => long.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture));
    }
}
