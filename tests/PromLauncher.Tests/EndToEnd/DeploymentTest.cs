using System.Net;
using System.Text;

namespace PromLauncher.Tests.EndToEnd;

/// <summary>Three deployments that people run today, with their own environment, command and policy: only the image differs.</summary>
[Trait("Category", "Native")]
public sealed class DeploymentTest
{
    private const string Discovery = """
        {"Effect": "Allow", "Action": ["ecs:List*", "ecs:Describe*"], "Resource": ["arn:aws:ecs:eu-west-1:123456789012:cluster/demo", "arn:aws:ecs:eu-west-1:123456789012:task/demo/*"]},
        {"Effect": "Allow", "Action": ["ecs:ListTasks", "ecs:DescribeTaskDefinition"], "Resource": "*"}
        """;

    private const string Bucket = """{"Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"], "Resource": ["arn:aws:s3:::conf", "arn:aws:s3:::conf/*"]}""";

    private const string Globals = """
        global:
          evaluation_interval: 1m
          scrape_interval: 30s
          scrape_timeout: 10s
        scrape_configs:
          - job_name: ecs
            file_sd_configs:
              - files:
                  - /output/ecs_file_sd.yml
                refresh_interval: 1m
        remote_write:
        """;

    [Fact]
    public async Task A_writes_to_Amazon_Managed_Prometheus()
    {
        await using var run = await CloudRun.CreateAsync($$"""
            {"Statement": [{{Discovery}}, {{Bucket}}, {"Effect": "Allow", "Action": "aps:RemoteWrite", "Resource": "arn:aws:aps:eu-west-1:123456789012:workspace/ws-1"}]}
            """);
        run.Put($"{Globals}\n  - url: {run.Aws.Endpoint}workspaces/ws-1/api/v1/remote_write\n    sigv4:\n      region: eu-west-1\n");
        run.StartPrometheus(["--config.file=/opt/bitnami/prometheus/conf/prometheus.yml"], ("S3_CONFIG_LOCATION", "s3://conf/prometheus.yml"));
        Assert.Contains("/output/ecs_file_sd.yml", await run.RunningConfigurationAsync(), StringComparison.Ordinal);
        Assert.Contains("--config.file", run.Launcher.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Aws.Calls, static call => !call.IsAllowed);
    }

    [Fact]
    public async Task The_text_of_the_articles_page_is_refused_with_what_is_wrong_in_it()
    {
        await using var run = await CloudRun.CreateAsync();
        run.Put(Globals.Replace("- ", "– ", StringComparison.Ordinal) + "\n  – url: <amp-endpoint>api/v1/remote_write\n");
        run.Start(["--prometheus", "/bin/true"], ("S3_CONFIG_LOCATION", "s3://conf/prometheus.yml"), ("PROMLAUNCHER_PROMETHEUS_VERSION", "2.42"));
        Assert.Equal(65, await run.Launcher.ExitAsync());
        Assert.Contains("typographic-dash", run.Launcher.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B_writes_to_another_receiver()
    {
        await using var run = await CloudRun.CreateAsync($$"""
            {"Statement": [{{Discovery}}, {{Bucket}},
              {"Effect": "Allow", "Action": ["ecs:ListClusters", "ecs:ListTasks", "ecs:DescribeTasks", "ecs:DescribeTaskDefinition", "ecs:DescribeContainerInstances"], "Resource": "*"}]}
            """);
        run.Put(Globals + "\n  - url: http://ascent.example:19291/api/v1/receive\n");
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
        var serving = ServeAsync(web, Globals + "\n  - url: http://receiver.example/api/v1/write\n");
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
