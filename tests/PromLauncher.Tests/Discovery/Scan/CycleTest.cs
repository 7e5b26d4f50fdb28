using PromLauncher.Discovery;
using PromLauncher.Discovery.Ecs;
using PromLauncher.Discovery.Targets;
using PromLauncher.Tests.Discovery.Targets;

namespace PromLauncher.Tests.Discovery.Scan;

/// <summary>What a cycle asks, and what it does not ask again.</summary>
public sealed class CycleTest
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task When_nothing_changed_only_the_list_is_asked_for()
    {
        using var scan = new Scanning("prod");
        scan.Options = scan.Options with { DescribeInterval = TimeSpan.Zero };
        for (var i = 1; i <= 250; i++) scan.Add("prod", i);
        await scan.CycleAsync();
        Assert.Equal((4, 3, 1), Calls(scan));
        for (var day = 0; day < 3; day++)
        {
            scan.Time.Advance(TimeSpan.FromDays(1));
            await scan.CycleAsync();
            Assert.Equal((4, 0, 0), Calls(scan));
        }

        Assert.Equal(1, scan.Writes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_running_task_is_described_once_an_interval_and_not_with_all_others(bool startTogether)
    {
        using var scan = new Scanning("prod");
        for (var i = 1; i <= 600; i++) scan.Add("prod", i, task => task with { LastStatus = startTogether ? "PENDING" : "RUNNING" });
        await scan.CycleAsync();
        if (startTogether)
        {
            var tasks = scan.Aws.Clusters["prod"];
            for (var i = 0; i < tasks.Count; i++) tasks[i] = tasks[i] with { LastStatus = "RUNNING" };
            scan.Time.Advance(Minute);
            await scan.CycleAsync();
        }

        for (var interval = 0; interval < 2; interval++)
        {
            var all = 0;
            for (var minute = 0; minute < 10; minute++)
            {
                scan.Aws.Described = 0;
                scan.Time.Advance(Minute);
                await scan.CycleAsync();
                Assert.InRange(scan.Aws.Described, 30, 90);
                all += scan.Aws.Described;
            }

            Assert.Equal(600, all);
        }
    }

    [Fact]
    public async Task A_task_that_does_not_run_yet_is_looked_at_in_each_cycle()
    {
        using var scan = new Scanning("prod");
        var task = scan.Add("prod", 1, static task => task with { LastStatus = "PROVISIONING", Containers = [Given.Container(ipv4: null)] });
        foreach (var (status, address, expected) in new (string, string?, string)[]
        {
            ("PROVISIONING", null, ""), ("PENDING", null, ""), ("RUNNING", null, ""), ("RUNNING", "10.0.0.1", "10.0.0.1:9090"),
        })
        {
            scan.Aws.Clusters["prod"][0] = task with { LastStatus = status, Containers = [Given.Container(ipv4: address)] };
            await scan.CycleAsync();
            Assert.Equal(expected, scan.Show());
            scan.Time.Advance(TimeSpan.FromSeconds(1));
        }

        scan.Aws.Described = 0;
        await scan.CycleAsync();
        Assert.Equal(0, scan.Aws.Described);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public async Task A_restarted_container_s_new_port_is_seen_in_the_next_cycle(int describeMinutes)
    {
        using var scan = new Scanning("prod");
        scan.Options = scan.Options with { DescribeInterval = Minute * describeMinutes };
        var task = scan.Add("prod", 1, static task => task with { LaunchType = "EC2", ContainerInstanceArn = Given.InstanceArn, Containers = [Given.Container(ipv4: null, bindings: Given.Binding(9090, 32768))] });
        scan.Aws.Instances[Given.InstanceArn] = new ContainerInstance(Given.InstanceArn, "i-9");
        scan.Aws.Hosts["i-9"] = Given.Host with { Id = "i-9" };
        await scan.CycleAsync();
        Assert.Equal("10.0.9.9:32768", scan.Show());
        scan.Aws.Clusters["prod"][0] = task with { Containers = [Given.Container(ipv4: null, bindings: Given.Binding(9090, 32999))] };
        await scan.CycleAsync();
        Assert.Equal("10.0.9.9:32999", scan.Show());
        Assert.Equal(1, scan.Aws.TakeCalls("DescribeContainerInstances"));
        Assert.Equal(1, scan.Aws.TakeCalls("DescribeInstances"));
    }

    [Theory]
    [InlineData(LabelStyle.Standard, AddressKind.Auto, "")]
    [InlineData(LabelStyle.Observer, AddressKind.Auto, "DescribeContainerInstances DescribeInstances")]
    [InlineData(LabelStyle.Extended, AddressKind.Auto, "DescribeContainerInstances DescribeInstances DescribeNetworkInterfaces DescribeServices DescribeClusters")]
    [InlineData(LabelStyle.Standard, AddressKind.Public, "DescribeNetworkInterfaces")]
    public async Task What_no_task_and_no_option_needs_is_not_asked_for(LabelStyle labels, AddressKind address, string expected)
    {
        using var scan = new Scanning("prod");
        scan.Options = scan.Options with { Selection = new SelectionOptions { Labels = labels, Address = address } };
        scan.Aws.Instances[Given.InstanceArn] = new ContainerInstance(Given.InstanceArn, "i-9");
        scan.Aws.Hosts["i-9"] = Given.Host with { Id = "i-9" };
        scan.Add("prod", 1, static task => task with { LaunchType = "EC2", ContainerInstanceArn = Given.InstanceArn, Attachment = new NetworkAttachment("eni-1", "subnet-1", "10.0.0.1") });
        Assert.Null(await scan.CycleAsync());
        Assert.Equal(0, scan.Aws.TakeCalls("ListClusters"));
        string[] optional = ["DescribeContainerInstances", "DescribeInstances", "DescribeNetworkInterfaces", "DescribeServices", "DescribeClusters"];
        Assert.Equal(expected, string.Join(' ', optional.Where(operation => scan.Aws.TakeCalls(operation) > 0)));
    }

    [Fact]
    public async Task Machines_and_definitions_are_asked_for_again_once_their_tasks_were_gone()
    {
        using var scan = new Scanning("prod");
        EcsTask Add() => scan.Add("prod", 1, static task => task with { LaunchType = "EC2", ContainerInstanceArn = Given.InstanceArn, Containers = [Given.Container(ipv4: null, bindings: Given.Binding(9090, 1))] });
        scan.Aws.Instances[Given.InstanceArn] = new ContainerInstance(Given.InstanceArn, "i-9");
        scan.Aws.Hosts["i-9"] = Given.Host with { Id = "i-9" };
        var task = Add();
        await scan.CycleAsync();
        scan.Aws.Clusters["prod"].Remove(task);
        await scan.CycleAsync();
        Add();
        await scan.CycleAsync();
        Assert.Equal(2, scan.Aws.TakeCalls("DescribeInstances"));
        Assert.Equal(1, scan.Aws.TakeCalls("DescribeTaskDefinition"));
    }

    [Fact]
    public async Task Labels_of_a_service_and_a_machine_come_as_soon_as_they_can_be_read()
    {
        using var scan = new Scanning("prod");
        scan.Options = scan.Options with { DescribeInterval = TimeSpan.FromHours(1), Selection = new SelectionOptions { Labels = LabelStyle.Extended } };
        scan.Add("prod", 1, static task => task with { LaunchType = "EC2", ContainerInstanceArn = Given.InstanceArn });
        scan.Aws.Instances[Given.InstanceArn] = new ContainerInstance(Given.InstanceArn, "i-9");
        scan.Aws.Hosts["i-9"] = Given.Host with { Id = "i-9" };
        scan.Aws.Fault = static (operation, _) => operation is "DescribeInstances" or "DescribeServices" ? FakeAws.Error("AccessDeniedException") : null;
        await scan.CycleAsync();
        Assert.Equal((null, null), (Label("ec2_instance_type"), Label("service_arn")));
        scan.Aws.Fault = static (_, _) => null;
        scan.Time.Advance(TimeSpan.FromSeconds(1));
        await scan.CycleAsync();
        Assert.Equal(("m7g.large", "arn:web"), (Label("ec2_instance_type"), Label("service_arn")));

        scan.Aws.ServiceTags = [new Tag("tier", "1")];
        scan.Time.Advance(TimeSpan.FromHours(1));
        await scan.CycleAsync();
        Assert.Equal("1", Label("tag_service_tier"));

        string? Label(string name) => Assert.Single(scan.Discoverer.Status.Targets).Label("__meta_ecs_" + name);
    }

    [Fact]
    public async Task A_public_address_that_cannot_be_asked_for_takes_no_target_away()
    {
        using var scan = new Scanning("prod");
        scan.Options = scan.Options with { Selection = new SelectionOptions { Address = AddressKind.Public } };
        scan.Add("prod", 1, static task => task with { Attachment = new NetworkAttachment("eni-7", "subnet-1", "10.0.0.1") });
        await scan.CycleAsync();
        Assert.Equal("52.0.0.7:9090", scan.Show());
        scan.Restart();
        scan.Aws.Fault = static (operation, _) => operation == "DescribeNetworkInterfaces" ? FakeAws.Error("AccessDeniedException") : null;
        Assert.Equal(PromLauncher.Telemetry.FailureKind.Denied, await scan.CycleAsync());
        Assert.Equal("52.0.0.7:9090", scan.Show());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_list_that_does_not_come_to_an_end_is_an_error(bool clusters)
    {
        using var scan = new Scanning(clusters ? [] : ["prod"]);
        scan.Add("prod", 1);
        await scan.CycleAsync();
        scan.Aws.Endless = true;
        Assert.NotNull(await scan.CycleAsync());
        Assert.Contains("keeps returning pages without an end", scan.Log, StringComparison.Ordinal);
        Assert.Equal("10.0.0.1:9090", scan.Show());
    }

    private static (int Lists, int Describes, int Definitions) Calls(Scanning scan) =>
        (scan.Aws.TakeCalls("ListTasks"), scan.Aws.TakeCalls("DescribeTasks"), scan.Aws.TakeCalls("DescribeTaskDefinition"));
}
