using PromLauncher.Discovery.Ecs;
using PromLauncher.Discovery.Targets;

namespace PromLauncher.Tests.Discovery.Targets;

/// <summary>Tasks as tests want them: one Fargate task with a container <c>app</c> that has a port label, from which cases differ.</summary>
internal static class Given
{
    public const string Prefix = "arn:aws:ecs:eu-west-1:123456789012:";
    public const string ClusterArn = Prefix + "cluster/prod";
    public const string TaskId = "0123456789abcdef0123456789abcdef";
    public const string TaskArn = Prefix + "task/prod/" + TaskId;
    public const string InstanceArn = Prefix + "container-instance/prod/ffffffffffffffffffffffffffffffff";

    public static EcsContainer Container(string name = "app", string? ipv4 = "10.0.0.1", string? ipv6 = null, params NetworkBinding[] bindings) =>
        new() { Name = name, Arn = Prefix + "container/prod/" + TaskId + "/" + name, Ipv4 = ipv4, Ipv6 = ipv6, Bindings = bindings };

    public static EcsTask Task(params EcsContainer[] containers) => new()
    {
        Arn = TaskArn,
        ClusterArn = ClusterArn,
        DefinitionArn = Prefix + "task-definition/web:7",
        Group = "service:web",
        LaunchType = "FARGATE",
        LastStatus = "RUNNING",
        DesiredStatus = "RUNNING",
        Containers = containers.Length > 0 ? containers : [Container()],
    };

    public static EcsTask Ec2Task(params EcsContainer[] containers) => Task(containers) with { LaunchType = "EC2", ContainerInstanceArn = InstanceArn };

    public static ContainerDefinition Labelled(params (string Name, string Value)[] labels) => Labelled("app", labels);

    public static ContainerDefinition Labelled(string name, params (string Name, string Value)[] labels) => new()
    {
        Name = name,
        Image = "nginx:1.27",
        Labels = [.. labels.Select(static label => KeyValuePair.Create(label.Name, label.Value))],
        Ports = [9090],
    };

    public static TaskDefinition Definition(params ContainerDefinition[] containers) => new()
    {
        Arn = Prefix + "task-definition/web:7",
        Family = "web",
        Revision = "7",
        NetworkMode = "awsvpc",
        Containers = containers.Length > 0 ? containers : [Labelled(("PROMETHEUS_EXPORTER_PORT", "9090"))],
    };

    public static Ec2Instance Host => new() { Id = "i-0123456789abcdef0", PrivateIp = "10.0.9.9", PublicIp = "52.1.2.3", Ipv6 = "2001:db8::9", Type = "m7g.large", SubnetId = "subnet-9", VpcId = "vpc-9" };

    public static TaskView View(EcsTask? task = null, TaskDefinition? definition = null) =>
        new() { Task = task ?? Task(), Definition = definition ?? Definition(), Region = "eu-west-1" };

    /// <summary>A task in bridge mode on an EC2 instance that is known.</summary>
    public static TaskView Bridge(params NetworkBinding[] bindings) => View(Ec2Task(Container(ipv4: null, bindings: bindings)), Definition() with { NetworkMode = null }) with
    {
        Instance = new ContainerInstance(InstanceArn, "i-0123456789abcdef0"),
        Host = Host,
    };

    public static NetworkBinding Binding(int container, int? host, string ip = "0.0.0.0", string protocol = "tcp") =>
        new() { BindIp = ip, ContainerPort = container, HostPort = host, Protocol = protocol };

    public static Selection Select(this TaskView view, SelectionOptions? options = null) => new TargetSelection(options ?? new SelectionOptions()).Select(view);

    /// <summary>The addresses and reasons of a selection, for tables: <c>10.0.0.1:9090</c> or <c>no_port_label</c>.</summary>
    public static string Show(this Selection selection) =>
        string.Join(' ', [.. selection.Targets.Select(static target => target.Address), .. selection.Skips.Select(static skip => skip.Reason.Name())]);
}
