using PromLauncher.Tests.Aws;

namespace PromLauncher.Tests.EndToEnd;

/// <summary>Three deployments that people run today, with their own environment, command and policy: only the image differs.</summary>
[Trait("Category", "Native")]
public sealed class DeploymentTest
{
    [Fact]
    public async Task A_writes_to_Amazon_Managed_Prometheus()
    {
        await using var run = await CloudRun.CreateAsync(Articles.Policy(Articles.Cluster("demo"), Articles.Definitions, Articles.Bucket, Articles.RemoteWrite));
        // Debian's Prometheus does not sign; the containers' tests have one that does.
        run.Aws.Aps.AcceptsUnsigned = true;
        var targets = Path.Combine(run.Folder, "ecs_file_sd.yml");
        await File.WriteAllTextAsync(targets, $"- targets: ['{run.Prometheus}']\n", TestContext.Current.CancellationToken);
        run.Put(Articles.Configuration($"{run.Aws.Endpoint}workspaces/ws-1/api/v1/remote_write", "eu-west-1")
            .Replace("/output/ecs_file_sd.yml", targets, StringComparison.Ordinal).Replace("scrape_interval: 30s", "scrape_interval: 1s", StringComparison.Ordinal)
            .Replace("scrape_timeout: 10s", "scrape_timeout: 1s", StringComparison.Ordinal));
        run.StartPrometheus(["--config.file=/opt/bitnami/prometheus/conf/prometheus.yml"], ("S3_CONFIG_LOCATION", "s3://conf/prometheus.yml"));
        await Launched.UntilAsync(() => run.Aws.Aps.Writes > 0, "nothing was written");
        Assert.Contains("--config.file", run.Launcher.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Aws.Calls, static call => !call.IsAllowed);
    }

    [Fact]
    public async Task The_text_of_the_articles_page_is_refused_with_what_is_wrong_in_it()
    {
        await using var run = await CloudRun.CreateAsync();
        run.Put(Articles.Configuration("<amp-endpoint>api/v1/remote_write").Replace("- ", "– ", StringComparison.Ordinal));
        run.Start(["--prometheus", "/bin/true"], ("S3_CONFIG_LOCATION", "s3://conf/prometheus.yml"), ("PROMLAUNCHER_PROMETHEUS_VERSION", "2.42"));
        Assert.Equal(65, await run.Launcher.ExitAsync());
        Assert.Contains("typographic-dash", run.Launcher.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B_runs_with_another_receiver()
    {
        await using var run = await CloudRun.CreateAsync(Articles.Policy(Articles.Cluster("demo"), Articles.Scan, Articles.Bucket));
        run.Put(Articles.Configuration("http://ascent.example:19291/api/v1/receive"));
        run.StartPrometheus([], ("S3_CONFIG_LOCATION", "s3://conf/prometheus.yml"));
        Assert.Contains("http://ascent.example:19291/api/v1/receive", await run.RunningConfigurationAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(run.Aws.Calls, static call => !call.IsAllowed);
    }

    [Fact]
    public async Task C_fetches_from_a_public_URL()
    {
        await using var run = await CloudRun.CreateAsync();
        await using var web = await StubServer.WithAsync(("/prometheus.yml", Articles.Configuration("http://receiver.example/api/v1/write")));
        run.StartPrometheus([], ("CONFIG_LOCATION", web.Url + "/prometheus.yml"));
        Assert.Contains("http://receiver.example/api/v1/write", await run.RunningConfigurationAsync(), StringComparison.Ordinal);
        Assert.Contains("plain http", run.Launcher.Output, StringComparison.Ordinal);
    }
}
