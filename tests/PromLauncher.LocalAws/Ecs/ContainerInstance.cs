using PromLauncher.LocalAws.Ec2;

namespace PromLauncher.LocalAws.Ecs;

/// <summary>A machine that is part of a cluster.</summary>
public sealed class ContainerInstance
{
    private int _nextPort = 32768;

    internal ContainerInstance(EcsCluster cluster, string machine)
    {
        Id = EcsIds.New();
        Arn = $"arn:aws:ecs:{cluster.Region}:{cluster.Account}:container-instance/{cluster.Name}/{Id}";
        MachineId = machine;
    }

    /// <summary>The last part of its ARN.</summary>
    public string Id { get; }

    /// <summary>Its ARN.</summary>
    public string Arn { get; }

    /// <summary>The EC2 instance's id; of a machine outside of EC2 its id in Systems Manager, <c>mi-…</c>.</summary>
    public string MachineId { get; }

    /// <summary>The EC2 instance, or null for a machine outside of EC2.</summary>
    public Ec2Instance? Ec2 { get; internal init; }

    /// <summary><c>ACTIVE</c>, <c>DRAINING</c>, …</summary>
    public string Status { get; set; } = "ACTIVE";

    /// <summary>The capacity provider that launched it, or null.</summary>
    public string? CapacityProvider { get; init; }

    /// <summary>The next free ports, as Docker takes them from the ephemeral ones.</summary>
    internal int TakePorts(int count) => Interlocked.Add(ref _nextPort, count) - count;
}
