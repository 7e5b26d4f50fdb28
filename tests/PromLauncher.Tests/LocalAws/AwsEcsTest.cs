using System.Text.Json.Nodes;
using PromLauncher.LocalAws;
using PromLauncher.LocalAws.Ec2;
using PromLauncher.LocalAws.Ecs;
using PromLauncher.LocalAws.Identity;

namespace PromLauncher.Tests.LocalAws;

/// <summary>ECS and EC2 as Debian's <c>aws</c> sees them.</summary>
public sealed class AwsEcsTest : IAsyncLifetime
{
    private static readonly Principal Anyone = new() { AccessKeyId = "AKIDEXAMPLE", SecretAccessKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };

    private LocalAwsServer _server = null!;
    private AwsCli _aws = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await LocalAwsServer.StartAsync();
        _aws = new AwsCli(_server, _server.Principals.Add(Anyone));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task It_follows_the_pages_of_a_cluster_even_empty_ones()
    {
        var cluster = _server.Ecs.Create("demo");
        var web = new TaskDefinition { Family = "web" };
        var wanted = Enumerable.Range(0, 230).Select(_ => cluster.Start(web).Arn).ToList();
        cluster.Stop(cluster.Start(web));
        _server.Ecs.HasEmptyPages = true;

        var found = await _aws.JsonAsync("ecs", "list-tasks", "--cluster", "demo");

        Assert.Equal(wanted.Order(StringComparer.Ordinal), Texts(found["taskArns"]).Order(StringComparer.Ordinal));
        Assert.Equal(6, _server.Calls.Count(static call => call.Action == "ecs:ListTasks"));
    }

    [Fact]
    public async Task It_describes_tasks_of_every_network_mode()
    {
        var cluster = _server.Ecs.Create("demo");
        var machine = cluster.AddInstance(new Ec2Instance { PrivateIp = "10.1.2.3", PublicIp = "198.51.100.7", Tags = new Dictionary<string, string> { ["Name"] = "one" } });
        var containers = new ContainerDefinition[]
        {
            new() { Name = "app", DockerLabels = new Dictionary<string, string> { ["PROMETHEUS_EXPORTER_PORT"] = "8080" }, Ports = [new(8080), new(0, Range: "9000-9002")] },
        };
        var fargate = cluster.Start(new TaskDefinition { Family = "fargate", Containers = containers }, new TaskStart { Service = "web", Sidecars = ["ecs-service-connect-x"], Ipv6 = "2001:db8::7" });
        var bridge = cluster.Start(new TaskDefinition { Family = "bridge", NetworkMode = "bridge", Containers = containers }, new TaskStart { LaunchType = "EC2", Instance = machine });
        var pending = cluster.Start(new TaskDefinition { Family = "fargate", Containers = containers }, new TaskStart { LastStatus = "PENDING" });

        var described = await _aws.JsonAsync("ecs", "describe-tasks", "--cluster", "demo", "--include", "TAGS", "--tasks", fargate.Arn, bridge.Id, pending.Arn, new string('0', 32));

        var tasks = described["tasks"]!.AsArray();
        Assert.Equal([fargate.Interface!.Ipv4, null, null], tasks.Select(static task => (string?)task!["containers"]![0]!["networkInterfaces"]!.AsArray().FirstOrDefault()?["privateIpv4Address"]));
        Assert.Equal("2001:db8::7", (string?)tasks[0]!["containers"]![1]!["networkInterfaces"]![0]!["ipv6Address"]);
        Assert.Equal(["service:web", "family:bridge", "family:fargate"], tasks.Select(static task => (string)task!["group"]!));
        Assert.Equal([null, machine.Arn, null], tasks.Select(static task => (string?)task!["containerInstanceArn"]));
        var bindings = tasks[1]!["containers"]![0]!["networkBindings"]!.AsArray();
        Assert.Equal((8080, bridge.Containers[0].Bindings[0].HostPort), ((int)bindings[0]!["containerPort"]!, (int)bindings[0]!["hostPort"]!));
        Assert.Equal("9000-9002", (string)bindings[1]!["containerPortRange"]!);
        Assert.Equal("MISSING", (string)Assert.Single(described["failures"]!.AsArray())!["reason"]!);

        var definition = await _aws.JsonAsync("ecs", "describe-task-definition", "--task-definition", "bridge:1");
        Assert.Equal("8080", (string)definition["taskDefinition"]!["containerDefinitions"]![0]!["dockerLabels"]!["PROMETHEUS_EXPORTER_PORT"]!);
    }

    [Fact]
    public async Task It_finds_machines_their_addresses_and_what_is_not_there()
    {
        var cluster = _server.Ecs.Create("demo");
        var machine = cluster.AddInstance(new Ec2Instance { PrivateIp = "10.1.2.3", PublicIp = "198.51.100.7", Tags = new Dictionary<string, string> { ["Name"] = "one" } });
        var outside = cluster.AddExternalInstance();

        var described = await _aws.JsonAsync("ecs", "describe-container-instances", "--cluster", "demo", "--container-instances", machine.Arn, outside.Id, "gone");
        Assert.Equal([machine.MachineId, outside.MachineId], described["containerInstances"]!.AsArray().Select(static one => (string)one!["ec2InstanceId"]!));
        Assert.StartsWith("mi-", outside.MachineId, StringComparison.Ordinal);
        Assert.Equal("MISSING", (string)described["failures"]![0]!["reason"]!);

        var instances = await _aws.JsonAsync("ec2", "describe-instances", "--instance-ids", machine.MachineId);
        var instance = instances["Reservations"]![0]!["Instances"]![0]!;
        Assert.Equal(("10.1.2.3", "198.51.100.7", "ip-10-1-2-3.eu-west-1.compute.internal"), ((string)instance["PrivateIpAddress"]!, (string)instance["PublicIpAddress"]!, (string)instance["PrivateDnsName"]!));
        Assert.Equal("one", (string)instance["Tags"]![0]!["Value"]!);
        Assert.Contains("(InvalidInstanceID.NotFound) when calling the DescribeInstances operation: The instance IDs 'i-1, i-2' do not exist",
            await _aws.RefusedAsync("ec2", "describe-instances", "--instance-ids", "i-1", machine.MachineId, "i-2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_follows_the_pages_of_machines()
    {
        for (var i = 0; i < 12; i++) _server.Ec2.Add(new Ec2Instance { PrivateIp = $"10.0.0.{i}" });
        _server.Ec2.Add(new Ec2Instance(), region: "us-east-1");
        _server.Ec2.PageSize = 5;

        Assert.Equal(12, (await _aws.JsonAsync("ec2", "describe-instances"))["Reservations"]!.AsArray().Count);
    }

    [Fact]
    public async Task Limits_and_absences_are_reported_as_by_the_API()
    {
        var cluster = _server.Ecs.Create("demo");
        for (var i = 0; i < 11; i++) cluster.AddService($"s{i}");

        Assert.Contains("(ClusterNotFoundException) when calling the ListTasks operation: Cluster not found.", await _aws.RefusedAsync("ecs", "list-tasks", "--cluster", "other"), StringComparison.Ordinal);
        Assert.Contains("(InvalidParameterException)", await _aws.RefusedAsync(["ecs", "describe-services", "--cluster", "demo", "--services", .. cluster.Services.Select(static one => one.Name)]), StringComparison.Ordinal);
        Assert.Contains("(InvalidParameterException)", await _aws.RefusedAsync("ecs", "list-tasks", "--cluster", "demo", "--starting-token", "nonsense"), StringComparison.Ordinal);
        Assert.Equal(11, Texts((await _aws.JsonAsync("ecs", "list-services", "--cluster", "demo"))["serviceArns"]).Count);
        Assert.Equal([cluster.Arn], Texts((await _aws.JsonAsync("ecs", "list-clusters"))["clusterArns"]));
    }

    private static List<string> Texts(JsonNode? array) => [.. array!.AsArray().Select(static one => (string)one!)];
}
