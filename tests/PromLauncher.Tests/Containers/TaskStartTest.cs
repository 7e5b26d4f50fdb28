namespace PromLauncher.Tests.Containers;

/// <summary>What happens at the start of a container, at a bad moment or with a bad configuration, and when it is killed.</summary>
[Trait("Category", "Containers")]
public sealed class TaskStartTest(Images images) : IAsyncLifetime
{
    private const string Reader = """{"Statement": [{"Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"], "Resource": ["arn:aws:s3:::conf", "arn:aws:s3:::conf/*"]}]}""";

    private const string Definition = """
        {"containerDefinitions": [{"name": "prometheus", "image": "promlauncher-prometheus", "command": ["--storage.tsdb.path=/prometheus"],
          "environment": [{"name": "S3_CONFIG_LOCATION", "value": "s3://conf/prometheus.yml"}], "readonlyRootFilesystem": true,
          "mountPoints": [{"sourceVolume": "data", "containerPath": "/prometheus"}, {"sourceVolume": "state", "containerPath": "/var/lib/promlauncher"}]}]}
        """;

    private const string Configuration = "global: {scrape_interval: 1s}\nscrape_configs: [{job_name: self, static_configs: [{targets: ['127.0.0.1:9090']}]}]\n";

    private EcsTask _task = null!;

    public async ValueTask InitializeAsync() => _task = await EcsTask.CreateAsync(images);

    public async ValueTask DisposeAsync()
    {
        if (_task is not null) await _task.DisposeAsync();
    }

    [Fact]
    public async Task An_AWS_that_can_not_be_reached_is_waited_for()
    {
        await _task.RunAsync(Definition);
        await _task["prometheus"].SaysAsync("Connection refused");
        Assert.Equal(0, (await _task["prometheus"].ExecAsync("promlauncher", "health", "--for", "run")).Code);
        await _task.StartAwsAsync(Reader, ("prometheus.yml", Configuration));
        await _task["prometheus"].SaysAsync("ready to receive web requests");
    }

    [Fact]
    public async Task A_bad_configuration_is_refused_with_65_and_the_log_says_why()
    {
        await _task.StartAwsAsync(Reader, ("prometheus.yml", "global: {scrape_interval: often}\nscrape_config: []\n"));
        await _task.RunAsync(Definition);
        Assert.Equal(65, await _task["prometheus"].ExitAsync());
        var log = await _task["prometheus"].LogAsync();
        Assert.Contains("line=1 column=27 id=invalid-duration", log, StringComparison.Ordinal);
        Assert.Contains("line=2 column=1 id=unknown-field", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_SIGKILL_it_starts_again_from_its_volumes_even_without_AWS()
    {
        await _task.StartAwsAsync(Reader, ("prometheus.yml", Configuration));
        await _task.RunAsync(Definition);
        await _task["prometheus"].UntilAsync(() => HasAsync("up{job=\"self\"} == 1"), "it scraped nothing");
        await _task["prometheus"].UntilAsync(async () => (await _task["prometheus"].ExecAsync("promlauncher", "health", "--for", "run", "--ready")).Code == 0, "it never became ready");
        await _task["prometheus"].KillAsync();
        Assert.Equal(137, await _task["prometheus"].ExitAsync());

        await _task.BreakAsync();
        await _task["prometheus"].RestartAsync();
        await _task["prometheus"].SaysAsync("last good");
        await _task["prometheus"].UntilAsync(() => HasAsync("count(count_over_time(up{job=\"self\"}[1h]) > 0) == 1"), "what was scraped before is gone");
        await _task["prometheus"].UntilAsync(async () => (await _task["prometheus"].ExecAsync("promlauncher", "health", "--for", "run")).Code == 0, "it is not healthy");
        Assert.Equal(0, await _task["prometheus"].StopAsync());
    }

    [Fact]
    public async Task As_PID_1_it_leaves_no_zombies()
    {
        await _task.StartAwsAsync(Reader, ("prometheus.yml", Configuration));
        await _task.RunAsync(Definition);
        await _task["prometheus"].SaysAsync("ready to receive web requests");
        // There is no shell in the image: this machine's own makes orphans that come to PID 1.
        foreach (var tool in (string[])["sh", "sleep"]) await Docker.RunAsync("cp", "--follow-link", $"/bin/{tool}", $"{_task["prometheus"].Id}:/prometheus/{tool}");
        var (code, output) = await _task["prometheus"].ExecAsync("/prometheus/sh", "-c", "i=0; while [ $i -lt 20 ]; do (/prometheus/sleep 5 &); i=$((i+1)); done");
        Assert.True(code == 0, output);
        Assert.True((await ProcessesAsync()).Length > 2, "there were no orphans");
        await _task["prometheus"].UntilAsync(async () => (await ProcessesAsync()).Length == 2, "zombies were left");
    }

    private async Task<string[]> ProcessesAsync() => [.. (await Docker.RunAsync("top", _task["prometheus"].Id, "-eo", "pid,stat,comm")).Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..]];

    private async Task<bool> HasAsync(string expression) =>
        (await _task["prometheus"].ExecAsync("promtool", "query", "instant", "-o", "json", "http://127.0.0.1:9090", expression)).Output.Contains("\"value\"", StringComparison.Ordinal);
}
