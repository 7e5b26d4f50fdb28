namespace PromLauncher.Tests.Containers;

/// <summary>
/// Three deployments that people run today, as the articles print them: task definition, policy and configuration, with only the <c>&lt;…&gt;</c> filled in and
/// the image lines changed. What the policy does not allow is refused.
/// </summary>
[Trait("Category", "Containers")]
public sealed class DeploymentImageTest(Images images) : IAsyncLifetime
{
    private const string OfTheCluster = """
        {"Effect": "Allow", "Action": ["ecs:List*", "ecs:Describe*"], "Resource": ["arn:aws:ecs:eu-west-1:123456789012:cluster/prod", "arn:aws:ecs:eu-west-1:123456789012:task/prod/*"]}
        """;

    private const string OfTheBucket = """{"Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"], "Resource": ["arn:aws:s3:::conf", "arn:aws:s3:::conf/*"]}""";

    private const string Job = """
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

        """;

    private EcsTask _task = null!;

    public async ValueTask InitializeAsync() => _task = await EcsTask.CreateAsync(images);

    public async ValueTask DisposeAsync()
    {
        if (_task is not null) await _task.DisposeAsync();
    }

    [Fact]
    public async Task A_Amazon_Managed_Prometheus()
    {
        await _task.StartAwsAsync(
            $$"""
            {"Version": "2012-10-17", "Statement": [{{OfTheCluster}},
              {"Effect": "Allow", "Action": ["ecs:ListTasks", "ecs:DescribeTaskDefinition"], "Resource": "*"},
              {{OfTheBucket}},
              {"Effect": "Allow", "Action": "aps:RemoteWrite", "Resource": "arn:aws:aps:eu-west-1:123456789012:workspace/ws-1"}]}
            """,
            ("prometheus.yml", $"{Job}remote_write:\n  - url: {EcsTask.Endpoint}/workspaces/ws-1/api/v1/remote_write\n    sigv4:\n      region: eu-west-1\n"));
        await RunAsync("tkgregory/prometheus-ecs-discovery", "ghcr.io/bruceharrison1984/ecomm-prometheus:v2.29.1", "S3_CONFIG_LOCATION", "s3://conf/prometheus.yml");
        await ArrivedAsync();
        Assert.Contains(await _task.CallsAsync(), static call => call is { Action: "aps:RemoteWrite", IsAllowed: true });
    }

    [Fact]
    public async Task B_Apica_Ascent()
    {
        await _task.StartAwsAsync(
            $$"""
            {"Version": "2012-10-17", "Statement": [{{OfTheCluster}},
              {"Effect": "Allow", "Action": ["ecs:ListClusters", "ecs:ListTasks", "ecs:DescribeTasks", "ecs:DescribeTaskDefinition", "ecs:DescribeContainerInstances"], "Resource": "*"},
              {{OfTheBucket}}]}
            """,
            ("prometheus.yml", $"{Job}remote_write:\n  - url: {EcsTask.Endpoint}/api/v1/receive\n"));
        await RunAsync("logiqai/ecs-logiq-prometheus:v1", "logiqai/ecs-prometheus-s3:v1", "S3_CONFIG_LOCATION", "s3://conf/prometheus.yml");
        await ArrivedAsync();
    }

    [Fact]
    public async Task C_the_image_with_a_public_URL()
    {
        await _task.StartAwsAsync(
            $$"""
            {"Version": "2012-10-17", "Statement": [{{OfTheCluster}},
              {"Effect": "Allow", "Action": ["ecs:ListTasks", "ecs:DescribeTaskDefinition"], "Resource": "*"}]}
            """,
            ("prometheus.yml", $"{Job}remote_write:\n  - url: {EcsTask.Endpoint}/api/v1/receive\n"));
        await RunAsync("tkgregory/prometheus-ecs-discovery", "tkgregory/prometheus-with-remote-configuration", "CONFIG_LOCATION", EcsTask.Endpoint + "/_local/objects/conf/prometheus.yml");
        await ArrivedAsync();
    }

    /// <summary>Everything but the images is the articles': one volume, no user, no health check. Their log router belongs to others and is left out.</summary>
    private Task RunAsync(string discovery, string prometheus, string variable, string location) => _task.RunAsync($$$"""
        {"family": "prometheus", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "1024", "memory": "2048", "volumes": [{"name": "ecs-discovery"}],
         "containerDefinitions": [
          {"name": "log_router", "image": "amazon/aws-for-fluent-bit:latest", "essential": true, "firelensConfiguration": {"type": "fluentbit"}},
          {"name": "prometheus-ecs-discovery", "image": "{{{discovery}}}", "essential": true,
           "command": ["-config.cluster=prod", "-config.write-to=/output/ecs_file_sd.yml"],
           "mountPoints": [{"sourceVolume": "ecs-discovery", "containerPath": "/output"}]},
          {"name": "prometheus", "image": "{{{prometheus}}}", "essential": true,
           "environment": [{"name": "{{{variable}}}", "value": "{{{location}}}"}],
           "mountPoints": [{"sourceVolume": "ecs-discovery", "containerPath": "/output"}]}]}
        """);

    /// <summary>The application's samples have come to the receiver, nothing was refused on the way, and both containers end well.</summary>
    private async Task ArrivedAsync()
    {
        var prometheus = _task["prometheus"];
        await prometheus.UntilAsync(async () => (await _task.ReceivedAsync("up{job=\"ecs\",container_name=\"web\",task_name=\"app\"} == 1")).Count > 0, "nothing was written");
        Assert.DoesNotContain(await _task.CallsAsync(), static call => !call.IsAllowed);
        Assert.Equal(0, await prometheus.StopAsync());
        Assert.Equal(0, await _task["prometheus-ecs-discovery"].StopAsync());
    }
}
