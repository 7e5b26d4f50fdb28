namespace PromLauncher.Tests.EndToEnd;

/// <summary>What a refresh costs when nothing has changed, and what becomes of lists of targets that travel with the configuration.</summary>
[Trait("Category", "Native")]
public sealed class BundleReloadTest
{
    /// <summary>Prometheus 2.31 to 2.55 has two managers of discoveries; the one behind the flag is that of 3.</summary>
    [Theory]
    [InlineData]
    [InlineData("--enable-feature=new-service-discovery-manager")]
    public async Task A_list_of_targets_is_read_again_at_once_after_each_swap(params string[] arguments)
    {
        await using var run = await CloudRun.CreateAsync();
        run.Put("scrape_configs:\n- job_name: files\n  file_sd_configs: [{files: ['targets/*.json'], refresh_interval: 1h}]\n", "prom/prometheus.yml");
        run.Put(Targets("10.0.0.1"), "prom/targets/a.json");
        run.StartPrometheus(arguments, ("S3_CONFIG_LOCATION", "s3://conf/prom/"), ("PROMLAUNCHER_REFRESH_INTERVAL", "100ms"));
        await UntilTargetAsync(run, "10.0.0.1");
        for (var i = 2; i < 5; i++)
        {
            run.Put(Targets($"10.0.0.{i}"), "prom/targets/a.json");
            await UntilTargetAsync(run, $"10.0.0.{i}");
        }
    }

    [Theory]
    [InlineData("s3://conf/prom/prometheus.yml", "s3:GetObject")]
    [InlineData("s3://conf/prom/", "s3:ListBucket")]
    public async Task Nothing_new_is_one_request_no_write_and_no_reload(string location, string action)
    {
        await using var run = await CloudRun.CreateAsync();
        run.Put("scrape_configs: []\n", "prom/prometheus.yml");
        run.Put("groups: []\n", "prom/rules.yml");
        run.StartPrometheus([], ("S3_CONFIG_LOCATION", location), ("PROMLAUNCHER_REFRESH_INTERVAL", "50ms"));
        var changes = 0;
        using var watcher = new FileSystemWatcher(Path.Combine(run.Folder, "state"))
        {
            IncludeSubdirectories = true,
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Attributes | NotifyFilters.Size,
        };
        watcher.Changed += (_, _) => Interlocked.Increment(ref changes);
        watcher.Created += (_, _) => Interlocked.Increment(ref changes);
        watcher.Deleted += (_, _) => Interlocked.Increment(ref changes);
        watcher.Renamed += (_, _) => Interlocked.Increment(ref changes);

        // The last thing that is written after a start: which release is good.
        await Launched.UntilAsync(() => File.Exists(Path.Combine(run.Folder, "state", "good")), "the release was not marked as good");
        watcher.EnableRaisingEvents = true;
        var before = await run.FetchesAsync();
        run.Aws.ForgetCalls();
        await Launched.UntilAsync(() => run.Aws.Calls.Count >= 20, "it was not asked again");
        var calls = run.Aws.Calls;
        var fetches = await run.FetchesAsync() - before;
        Assert.All(calls, call => Assert.Equal(action, call.Action));
        Assert.InRange(fetches, calls.Count - 1, run.Aws.Calls.Count + 1);
        Assert.Equal(0, changes);
        Assert.DoesNotContain("reload ended", run.Launcher.Output, StringComparison.Ordinal);

        // That a write would have been seen.
        run.Put("scrape_configs: [{job_name: a}]\n", "prom/prometheus.yml");
        await Launched.UntilAsync(() => changes > 0, "the watcher is blind");
    }

    private static string Targets(string host) => $$"""[{"targets": ["{{host}}:9100"]}]""";

    private static Task UntilTargetAsync(CloudRun run, string host) =>
        Launched.UntilAsync(async () => (await run.GetAsync("/api/v1/targets")).Contains(host + ":9100", StringComparison.Ordinal), $"{host} is no target");
}
