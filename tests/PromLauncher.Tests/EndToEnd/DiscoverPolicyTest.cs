using PromLauncher.Discovery.Files;
using PromLauncher.LocalAws.Ec2;
using PromLauncher.LocalAws.Ecs;

namespace PromLauncher.Tests.EndToEnd;

/// <summary>The policies that people have, printed in two articles, suffice on Fargate; each permission is asked for only where it is needed.</summary>
[Trait("Category", "Native")]
public sealed class DiscoverPolicyTest
{
    private const string OnTheCluster = """
        {"Effect": "Allow", "Action": ["ecs:List*", "ecs:Describe*"], "Resource": ["arn:aws:ecs:eu-west-1:123456789012:cluster/demo", "arn:aws:ecs:eu-west-1:123456789012:task/demo/*"]}
        """;

    private const string A = $$"""
        {"Statement": [{{OnTheCluster}}, {"Effect": "Allow", "Action": ["ecs:ListTasks", "ecs:DescribeTaskDefinition"], "Resource": "*"}]}
        """;

    private const string B = $$"""
        {"Statement": [{{OnTheCluster}},
          {"Effect": "Allow", "Action": ["ecs:ListClusters", "ecs:ListTasks", "ecs:DescribeTasks", "ecs:DescribeTaskDefinition", "ecs:DescribeContainerInstances"], "Resource": "*"}]}
        """;

    private static readonly TaskDefinition App = new() { Family = "app", Containers = [new() { Name = "app", DockerLabels = new Dictionary<string, string> { ["PROMETHEUS_EXPORTER_PORT"] = "8080" } }] };

    [Theory]
    [InlineData(A)]
    [InlineData(B)]
    public async Task An_article_s_policy_and_command_suffice_on_Fargate(string policy)
    {
        await using var run = await CloudRun.CreateAsync(policy);
        var (cluster, file) = (run.Aws.Ecs.Create("demo"), Path.Combine(run.Folder, "ecs_file_sd.yml"));
        for (var i = 0; i < 120; i++) cluster.Start(App, new TaskStart { Service = "app", Sidecars = ["ecs-service-connect-x"] });
        cluster.Start(App, new TaskStart { LastStatus = "PENDING" });
        run.StartCommand(["discover", "-config.cluster=demo", $"-config.write-to={file}"], ("PROMLAUNCHER_INTERVAL", "200ms"), ("PROMLAUNCHER_DESCRIBE_INTERVAL", "2s"));
        await Launched.UntilAsync(() => run.Aws.Calls.Count(static call => call.Action == "ecs:ListTasks") > 10, "it did not scan");
        run.Launcher.Signal(15);
        Assert.Equal(0, await run.Launcher.ExitAsync());
        Assert.Equal(120, FileSdReader.Read(FileSdFormat.Yaml, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken), out _)!.Count);
        Assert.DoesNotContain(run.Aws.Calls, static call => !call.IsAllowed);
        Assert.Equal(["ecs:DescribeTaskDefinition", "ecs:DescribeTasks", "ecs:ListTasks"], run.Aws.Calls.Select(static call => call.Action).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_only_machines_need_is_named_when_it_is_missing_and_costs_only_them()
    {
        await using var run = await CloudRun.CreateAsync(A);
        var (cluster, file) = (run.Aws.Ecs.Create("demo"), Path.Combine(run.Folder, "ecs_file_sd.yml"));
        cluster.Start(App, new TaskStart { Ipv4 = "10.0.0.1" });
        cluster.Start(App with { Family = "old", NetworkMode = "bridge", Containers = [App.Containers[0] with { Ports = [new(8080)] }] }, new TaskStart { LaunchType = "EC2", Instance = cluster.AddInstance(new Ec2Instance { PrivateIp = "10.9.9.9" }) });
        run.StartCommand(["discover", "--cluster", "demo", "--write-to", file, "--once"]);
        Assert.Equal(77, await run.Launcher.ExitAsync());
        Assert.Contains("Allow ecs:DescribeContainerInstances", run.Launcher.Output, StringComparison.Ordinal);
        Assert.Equal(["10.0.0.1:8080"], FileSdReader.Read(FileSdFormat.Yaml, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken), out _)!.Select(static target => target.Address));
    }
}
