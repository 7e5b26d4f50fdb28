namespace PromLauncher.LocalAws.Ecs;

/// <summary>A task. Properties that may change while it runs can be set.</summary>
public sealed class EcsTask
{
    internal EcsTask(EcsCluster cluster, TaskDefinition definition, TaskStart start, long sequence)
    {
        Cluster = cluster;
        Definition = definition;
        LaunchType = start.LaunchType;
        Instance = start.Instance;
        Sequence = sequence;
        Start = start;
        LastStatus = start.LastStatus;
        Group = start.Group is { } group ? (group.Length > 0 ? group : null) : start.Service is { } service ? $"service:{service}" : $"family:{definition.Family}";
        Id = EcsIds.New();
        Arn = $"arn:aws:ecs:{cluster.Region}:{cluster.Account}:task/{cluster.Name}/{Id}";
        DefinitionArn = definition.Arn(cluster.Region, cluster.Account);
        Created = cluster.Now;
        Tags = start.Tags;
        if (definition.NetworkMode == "awsvpc")
        {
            Interface = new NetworkInterface
            {
                Ipv4 = start.Ipv4 is { } given ? (given.Length > 0 ? given : null) : cluster.NextAddress(),
                Ipv6 = start.Ipv6,
                PublicIp = start.PublicIp,
            };
        }

        Containers = [.. definition.Containers.Select(container => new TaskContainer(this, container.Name, container)), .. start.Sidecars.Select(name => new TaskContainer(this, name, null))];
    }

    /// <summary>The last part of its ARN.</summary>
    public string Id { get; }

    /// <summary>Its ARN.</summary>
    public string Arn { get; }

    /// <summary>Its cluster.</summary>
    public EcsCluster Cluster { get; }

    /// <summary>Its definition.</summary>
    public TaskDefinition Definition { get; }

    /// <summary>Its machine, or null on Fargate.</summary>
    public ContainerInstance? Instance { get; set; }

    /// <summary>Its own network interface (awsvpc), or null.</summary>
    public NetworkInterface? Interface { get; }

    /// <summary>Its containers.</summary>
    public IReadOnlyList<TaskContainer> Containers { get; }

    /// <summary>FARGATE, EC2, EXTERNAL, MANAGED_INSTANCES; null: left out.</summary>
    public string? LaunchType { get; set; }

    /// <summary>PROVISIONING, PENDING, ACTIVATING, RUNNING, DEACTIVATING, STOPPING, DEPROVISIONING, STOPPED.</summary>
    public string LastStatus { get; set; }

    /// <summary>RUNNING or STOPPED, by which ListTasks filters.</summary>
    public string DesiredStatus { get; set; } = "RUNNING";

    /// <summary>UNKNOWN, HEALTHY, UNHEALTHY.</summary>
    public string HealthStatus { get; set; } = "UNKNOWN";

    /// <summary>Its group, or null.</summary>
    public string? Group { get; set; }

    /// <summary>Its tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; set; }

    internal string DefinitionArn { get; }

    internal TaskStart Start { get; }

    internal DateTimeOffset Created { get; }

    internal DateTimeOffset? Stopped { get; set; }

    internal long Sequence { get; }

    /// <summary>True once the task has its addresses and ports.</summary>
    internal bool HasNetwork => LastStatus is not ("PROVISIONING" or "PENDING");
}

/// <summary>A container of a task.</summary>
public sealed class TaskContainer
{
    private readonly EcsTask _task;
    private readonly ContainerDefinition? _definition;

    internal TaskContainer(EcsTask task, string name, ContainerDefinition? definition)
    {
        (_task, _definition, Name) = (task, definition, name);
        Arn = $"arn:aws:ecs:{task.Cluster.Region}:{task.Cluster.Account}:container/{task.Cluster.Name}/{task.Id}/{EcsIds.Guid()}";
        Image = definition?.Image;
        Bind();
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its ARN.</summary>
    public string Arn { get; }

    /// <summary>Its image; null for containers that ECS adds.</summary>
    public string? Image { get; }

    /// <summary>Its own status; null: the task's.</summary>
    public string? LastStatus { get; set; }

    /// <summary>UNKNOWN, HEALTHY, UNHEALTHY.</summary>
    public string HealthStatus { get; set; } = "UNKNOWN";

    /// <summary>Its ports on the host (bridge and host).</summary>
    public IReadOnlyList<NetworkBinding> Bindings { get; set; } = [];

    /// <summary>Restarts it as Docker does: dynamic ports change.</summary>
    public void Restart() => Bind();

    private void Bind()
    {
        if (_definition is null || _task.Instance is not { } instance || _task.Definition.NetworkMode is "awsvpc" or "none") return;
        Bindings = [.. _definition.Ports.Select(port => Bind(port, instance))];
        if (_task.Start.BindsIpv6) Bindings = [.. Bindings, .. _definition.Ports.Select(port => Bind(port, instance) with { BindIp = "::" })];
    }

    private NetworkBinding Bind(PortMapping port, ContainerInstance instance)
    {
        var (first, count) = (port.ContainerPort, 1);
        if (port.Range?.Split('-') is [var from, var to])
        {
            first = int.Parse(from, System.Globalization.CultureInfo.InvariantCulture);
            count = int.Parse(to, System.Globalization.CultureInfo.InvariantCulture) - first + 1;
        }

        var host = _task.Definition.NetworkMode == "host" ? first : port.HostPort > 0 ? port.HostPort : instance.TakePorts(count);
        return new NetworkBinding(first, host, count) { IsRange = port.Range is not null };
    }
}
