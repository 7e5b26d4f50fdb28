using System.Net;
using System.Text;

namespace PromLauncher.Tests.EndToEnd;

/// <summary>Three deployments that people run today, with their own environment, command and policy: only the image differs.</summary>
[Trait("Category", "Native")]
public sealed class DeploymentTest
{
    [Fact]
    public async Task A_writes_to_Amazon_Managed_Prometheus()
    {
        await using var run = await CloudRun.CreateAsync(Articles.Policy(Articles.Cluster("demo"), Articles.Definitions, Articles.Bucket, Articles.RemoteWrite));
        run.Put(Articles.Configuration($"{run.Aws.Endpoint}workspaces/ws-1/api/v1/remote_write", "eu-west-1"));
        run.StartPrometheus(["--config.file=/opt/bitnami/prometheus/conf/prometheus.yml"], ("S3_CONFIG_LOCATION", "s3://conf/prometheus.yml"));
        Assert.Contains("/output/ecs_file_sd.yml", await run.RunningConfigurationAsync(), StringComparison.Ordinal);
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
    public async Task B_writes_to_another_receiver()
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
        using var web = new HttpListener();
        var address = $"http://127.0.0.1:{Port()}/";
        web.Prefixes.Add(address);
        web.Start();
        var serving = ServeAsync(web, Articles.Configuration("http://receiver.example/api/v1/write"));
        run.StartPrometheus([], ("CONFIG_LOCATION", address + "prometheus.yml"));
        Assert.Contains("http://receiver.example/api/v1/write", await run.RunningConfigurationAsync(), StringComparison.Ordinal);
        Assert.Contains("plain http", run.Launcher.Output, StringComparison.Ordinal);
        web.Stop();
        await serving;
    }

    private static async Task ServeAsync(HttpListener web, string text)
    {
        try
        {
            while (true)
            {
                var context = await web.GetContextAsync();
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(text));
                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static int Port()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
