using PromLauncher.LocalAws.Ec2;
using PromLauncher.LocalAws.Ecs;

namespace PromLauncher.LocalAws;

/// <summary>A cluster of a scenario, with its machines, services and tasks.</summary>
public sealed record ClusterDescription(string Name, string Region = "eu-west-1", string Account = LocalAwsServer.DefaultAccount)
{
    /// <summary>Its tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Services with more than a name; all others are created with their tasks.</summary>
    public IReadOnlyList<ServiceDescription> Services { get; init; } = [];

    /// <summary>Its machines.</summary>
    public IReadOnlyList<MachineDescription> Machines { get; init; } = [];

    /// <summary>Its tasks.</summary>
    public IReadOnlyList<TaskDescription> Tasks { get; init; } = [];

    internal void Apply(LocalAwsServer server)
    {
        var cluster = server.Ecs.Create(Name, Region, Account);
        cluster.Tags = Tags;
        foreach (var description in Services)
        {
            var service = cluster.AddService(description.Name);
            (service.Status, service.Tags) = (description.Status, description.Tags);
        }

        var machines = Machines.ToDictionary(static machine => machine.Name, machine => machine.AddTo(cluster));
        foreach (var task in Tasks) task.StartIn(cluster, machines);
        foreach (var machine in Machines)
        {
            if (machine.IsMissing) cluster.Remove(machines[machine.Name]);
            if (machine.IsUnknownToEc2) server.Ec2.Forget(machines[machine.Name].MachineId);
        }
    }
}

/// <summary>A service.</summary>
public sealed record ServiceDescription(string Name, string Status = "ACTIVE")
{
    /// <summary>Its tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}

/// <summary>A machine that tasks refer to.</summary>
/// <param name="Name">The name, used only within the scenario.</param>
/// <param name="PrivateIp">Its address; default the next free one, empty: none.</param>
/// <param name="PublicIp">Its public address, or null.</param>
/// <param name="Ipv6">Its IPv6 address, or null.</param>
/// <param name="PrivateDnsName">Its private name; by default derived from the address.</param>
/// <param name="CapacityProvider">The capacity provider that launched it, or null.</param>
/// <param name="IsExternal">A machine outside of EC2.</param>
/// <param name="IsMissing">ECS no longer knows it, although its tasks refer to it.</param>
/// <param name="IsUnknownToEc2">EC2 no longer knows it.</param>
public sealed record MachineDescription(
    string Name, string? PrivateIp = null, string? PublicIp = null, string? Ipv6 = null, string? PrivateDnsName = null, string? CapacityProvider = null,
    bool IsExternal = false, bool IsMissing = false, bool IsUnknownToEc2 = false)
{
    /// <summary>Its tags in EC2.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    internal ContainerInstance AddTo(EcsCluster cluster) => IsExternal ? cluster.AddExternalInstance() : cluster.AddInstance(
        new Ec2Instance { PrivateIp = PrivateIp ?? cluster.NextAddress(), PublicIp = PublicIp, Ipv6 = Ipv6, PrivateDnsName = PrivateDnsName, Tags = Tags }, CapacityProvider);
}

/// <summary>One task, or several identical ones. Defaults are those of a task on Fargate.</summary>
public sealed record TaskDescription : TaskStart
{
    /// <summary>The family of its definition.</summary>
    public required string Family { get; init; }

    /// <summary>The revision of its definition.</summary>
    public int Revision { get; init; } = 1;

    /// <summary>The network mode of its definition.</summary>
    public string? NetworkMode { get; init; } = "awsvpc";

    /// <summary>The containers of its definition.</summary>
    public IReadOnlyList<ContainerDefinition> Containers { get; init; } = [];

    /// <summary>The name of the machine that it runs on.</summary>
    public string? Machine { get; init; }

    /// <summary>How many there are.</summary>
    public int Count { get; init; } = 1;

    internal void StartIn(EcsCluster cluster, Dictionary<string, ContainerInstance> machines)
    {
        var definition = new TaskDefinition { Family = Family, Revision = Revision, NetworkMode = NetworkMode, Containers = Containers };
        var start = this with { Instance = Machine is null ? null : machines[Machine] };
        for (var i = 0; i < Count; i++) cluster.Start(definition, start);
    }
}
