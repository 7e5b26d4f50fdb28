using System.Net;
using PromLauncher.Discovery;
using PromLauncher.Discovery.Ecs;
using PromLauncher.Telemetry;
using PromLauncher.Tests.Discovery.Targets;

namespace PromLauncher.Tests.Discovery.Scan;

/// <summary>Only an answer of ECS takes a target away; an error never does.</summary>
public sealed class NeverFewerTargetsTest
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static TheoryData<string, string> Faults
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var operation in new[] { "ListTasks", "DescribeTasks", "DescribeTaskDefinition", "DescribeContainerInstances", "DescribeInstances" })
            {
                foreach (var fault in new[] { "AccessDeniedException", "ThrottlingException", "ServerException", "ClusterNotFoundException", "network" }) data.Add(operation, fault);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task An_error_leaves_all_targets_there(string operation, string fault)
    {
        using var scan = new Scanning("prod");
        scan.Options = scan.Options with { DescribeInterval = Minute };
        scan.Add("prod", 1);
        AddBridge(scan, 2);
        Assert.Null(await scan.CycleAsync());
        Assert.Equal("10.0.0.1:9090 10.0.9.9:32768", scan.Show());

        // A new task, so that every operation has a reason to be called.
        scan.Time.Advance(Minute * 2);
        AddBridge(scan, 3, "4");
        var definition = Given.Prefix + "task-definition/new:1";
        scan.Aws.Definitions[definition] = Given.Definition() with { Arn = definition };
        scan.Add("prod", 4, task => task with { DefinitionArn = definition });
        scan.Aws.Fault = (called, _) => called == operation ? Error(fault) : null;
        Assert.Equal(fault == "AccessDeniedException" ? FailureKind.Denied : FailureKind.Unavailable, await scan.CycleAsync());
        Assert.StartsWith("10.0.0.1:9090 10.0.9.9:32768", scan.Show(), StringComparison.Ordinal);

        scan.Time.Advance(Minute * 2);
        scan.Aws.Fault = static (_, _) => null;
        Assert.Null(await scan.CycleAsync());
        Assert.Equal("10.0.0.1:9090 10.0.9.9:32768 10.0.9.4:32768 10.0.0.4:9090", scan.Show());
    }

    [Fact]
    public async Task A_new_task_that_cannot_be_described_for_several_cycles_is_not_an_error()
    {
        using var scan = new Scanning("prod");
        scan.Add("prod", 1);
        await scan.CycleAsync();
        scan.Add("prod", 2);
        scan.Aws.Fault = static (operation, _) => operation == "DescribeTasks" ? FakeAws.Error("AccessDeniedException") : null;
        for (var cycle = 0; cycle < 3; cycle++) Assert.Equal(FailureKind.Denied, await scan.CycleAsync());
        Assert.Equal("10.0.0.1:9090", scan.Show());
        scan.Aws.Fault = static (_, _) => null;
        Assert.Null(await scan.CycleAsync());
        Assert.Equal("10.0.0.1:9090 10.0.0.2:9090", scan.Show());
    }

    [Fact]
    public async Task A_task_that_is_not_listed_any_more_is_gone()
    {
        using var scan = new Scanning("prod");
        scan.Add("prod", 1);
        var second = scan.Add("prod", 2);
        await scan.CycleAsync();
        scan.Aws.Clusters["prod"].Remove(second);
        await scan.CycleAsync();
        Assert.Equal("10.0.0.1:9090", scan.Show());
    }

    [Theory]
    [InlineData("MISSING", "10.0.0.1:9090")]
    [InlineData("SOMETHING_ELSE", "10.0.0.1:9090 10.0.0.2:9090")]
    public async Task Only_a_missing_task_is_gone(string reason, string expected)
    {
        using var scan = new Scanning("prod");
        scan.Add("prod", 1);
        var second = scan.Add("prod", 2);
        await scan.CycleAsync();
        scan.Aws.TaskFailures[second.Arn] = reason;
        scan.Time.Advance(TimeSpan.FromHours(1));
        Assert.Null(await scan.CycleAsync());
        Assert.Equal(expected, scan.Show());
    }

    [Fact]
    public async Task A_cluster_that_fails_keeps_its_targets_while_others_go_on()
    {
        using var scan = new Scanning("a", "b");
        scan.Add("a", 1);
        scan.Add("b", 2);
        await scan.CycleAsync();
        scan.Aws.Fault = static (_, cluster) => cluster == "a" ? Error("ServerException") : null;
        scan.Add("a", 3);
        scan.Add("b", 4);
        Assert.Equal(FailureKind.Unavailable, await scan.CycleAsync());
        Assert.Equal("10.0.0.1:9090 10.0.0.2:9090 10.0.0.4:9090", scan.Show());
    }

    [Fact]
    public async Task All_clusters_are_scanned_and_one_that_is_deleted_is_gone()
    {
        using var scan = new Scanning();
        scan.Add("a", 1);
        scan.Add("b", 2);
        await scan.CycleAsync();
        Assert.Equal("10.0.0.1:9090 10.0.0.2:9090", scan.Show());
        scan.Aws.Fault = static (operation, _) => operation == "ListClusters" ? Error("AccessDeniedException") : null;
        scan.Add("a", 3);
        Assert.Equal(FailureKind.Denied, await scan.CycleAsync());
        Assert.Equal("10.0.0.1:9090 10.0.0.3:9090 10.0.0.2:9090", scan.Show());
        scan.Aws.Fault = static (_, _) => null;
        scan.Aws.Clusters.Remove("b");
        Assert.Null(await scan.CycleAsync());
        Assert.Equal("10.0.0.1:9090 10.0.0.3:9090", scan.Show());
    }

    [Fact]
    public async Task Nothing_is_written_before_anything_is_known()
    {
        using var scan = new Scanning("prod");
        scan.Aws.Fault = static (_, _) => Error("AccessDeniedException");
        File.WriteAllText(scan.File, "- targets: [old:1]\n");
        Assert.Equal(FailureKind.Denied, await scan.CycleAsync());
        Assert.Equal(0, scan.Writes);
        Assert.Equal("- targets: [old:1]\n", File.ReadAllText(scan.File));
    }

    [Fact]
    public async Task Targets_are_dropped_after_max_stale_when_that_is_asked_for()
    {
        using var scan = new Scanning("prod");
        scan.Options = scan.Options with { MaxStale = TimeSpan.FromHours(1) };
        scan.Add("prod", 1);
        await scan.CycleAsync();
        scan.Aws.Fault = static (_, _) => Error("ServerException");
        scan.Time.Advance(TimeSpan.FromMinutes(59));
        await scan.CycleAsync();
        Assert.Equal("10.0.0.1:9090", scan.Show());
        scan.Time.Advance(TimeSpan.FromMinutes(2));
        await scan.CycleAsync();
        Assert.Equal("", scan.Show());
        scan.Aws.Fault = static (_, _) => null;
        await scan.CycleAsync();
        Assert.Equal("10.0.0.1:9090", scan.Show());
    }

    [Fact]
    public async Task A_failure_is_reported_once_and_loudly_after_fifteen_minutes()
    {
        using var scan = new Scanning("prod");
        scan.Add("prod", 1);
        await scan.CycleAsync();
        scan.Aws.Fault = static (_, _) => Error("ServerException");
        for (var minute = 0; minute < 16; minute++)
        {
            await scan.CycleAsync();
            scan.Time.Advance(Minute);
        }

        Assert.Equal(1, Count(scan.Log, "level=WARN"));
        Assert.Equal(1, Count(scan.Log, "level=ERROR"));
        scan.Aws.Fault = static (_, _) => null;
        await scan.CycleAsync();
        Assert.Contains("recovered", scan.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_unknown_ec2_instance_costs_only_its_own_tasks()
    {
        using var scan = new Scanning("prod");
        AddBridge(scan, 1);
        AddBridge(scan, 2, "8");
        AddBridge(scan, 3, "7", missingInstance: true);
        scan.Aws.Hosts.Remove("i-8");
        Assert.Null(await scan.CycleAsync());
        Assert.Equal("10.0.9.9:32768", scan.Show());
        Assert.Equal(2, scan.Discoverer.Status.Skips[PromLauncher.Discovery.Targets.SkipReason.InstanceMissing]);
    }

    private static void AddBridge(Scanning scan, int number, string host = "9", bool missingInstance = false)
    {
        var instance = Given.InstanceArn + host;
        scan.Add("prod", number, task => task with
        {
            LaunchType = "EC2",
            ContainerInstanceArn = instance,
            Containers = [Given.Container(ipv4: null, bindings: Given.Binding(9090, 32768))],
        });
        if (missingInstance) return;
        scan.Aws.Instances[instance] = new ContainerInstance(instance, "i-" + host);
        scan.Aws.Hosts["i-" + host] = new Ec2Instance { Id = "i-" + host, PrivateIp = "10.0.9." + host };
    }

    private static Exception Error(string fault) => fault == "network" ? new HttpRequestException("no route") : FakeAws.Error(fault, fault == "ServerException" ? HttpStatusCode.InternalServerError : HttpStatusCode.BadRequest);

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
