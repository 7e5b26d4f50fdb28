using PromLauncher.Tests.EndToEnd;

namespace PromLauncher.Tests.Containers;

/// <summary>
/// Three deployments that people run today, as the articles print them: task definition, policy and configuration, with only the <c>&lt;…&gt;</c> filled in and
/// the image lines changed. What the policy does not allow is refused.
/// </summary>
[Trait("Category", "Containers")]
public sealed class DeploymentImageTest(Images images) : IAsyncLifetime
{
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
            Articles.Policy(Articles.Cluster("prod"), Articles.Definitions, Articles.Bucket, Articles.RemoteWrite),
            ("prometheus.yml", Articles.Configuration(EcsTask.Endpoint + "/workspaces/ws-1/api/v1/remote_write", "eu-west-1")));
        await RunAsync("tkgregory/prometheus-ecs-discovery", "ghcr.io/bruceharrison1984/ecomm-prometheus:v2.29.1", "S3_CONFIG_LOCATION", "s3://conf/prometheus.yml");
        await ArrivedAsync();
        Assert.Contains(await _task.CallsAsync(), static call => call is { Action: "aps:RemoteWrite", IsAllowed: true });
    }

    [Fact]
    public async Task B_Apica_Ascent()
    {
        await _task.StartAwsAsync(
            Articles.Policy(Articles.Cluster("prod"), Articles.Scan, Articles.Bucket),
            ("prometheus.yml", Articles.Configuration(EcsTask.Endpoint + "/api/v1/receive")));
        await RunAsync("logiqai/ecs-logiq-prometheus:v1", "logiqai/ecs-prometheus-s3:v1", "S3_CONFIG_LOCATION", "s3://conf/prometheus.yml");
        await ArrivedAsync();
    }

    [Fact]
    public async Task C_the_image_with_a_public_URL()
    {
        await _task.StartAwsAsync(
            Articles.Policy(Articles.Cluster("prod"), Articles.Definitions),
            ("prometheus.yml", Articles.Configuration(EcsTask.Endpoint + "/api/v1/receive")));
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
