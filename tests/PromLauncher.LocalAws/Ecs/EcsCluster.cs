using PromLauncher.LocalAws.Ec2;

namespace PromLauncher.LocalAws.Ecs;

/// <summary>A service of a cluster.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Arn">Its ARN.</param>
public sealed record EcsService(string Name, string Arn)
{
    /// <summary><c>ACTIVE</c>, <c>DRAINING</c>, <c>INACTIVE</c>.</summary>
    public string Status { get; set; } = "ACTIVE";

    /// <summary>Its tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; set; } = new Dictionary<string, string>();
}

/// <summary>A cluster with its machines, services and tasks. It may be changed while requests are served.</summary>
public sealed class EcsCluster
{
    private readonly EcsApi _ecs;
    private readonly Ec2Api _ec2;
    private readonly Lock _lock = new();
    private readonly List<EcsTask> _tasks = [];
    private readonly Dictionary<string, EcsTask> _byId = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, ContainerInstance> _instances = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, EcsService> _services = new(StringComparer.Ordinal);
    private long _sequence;

    internal EcsCluster(EcsApi ecs, Ec2Api ec2, string name, string region, string account)
    {
        (_ecs, _ec2, Name, Region, Account) = (ecs, ec2, name, region, account);
        Arn = $"arn:aws:ecs:{region}:{account}:cluster/{name}";
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its region.</summary>
    public string Region { get; }

    /// <summary>Its account.</summary>
    public string Account { get; }

    /// <summary>Its ARN.</summary>
    public string Arn { get; }

    /// <summary><c>ACTIVE</c>, <c>INACTIVE</c>, …</summary>
    public string Status { get; set; } = "ACTIVE";

    /// <summary>Its tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; set; } = new Dictionary<string, string>();

    /// <summary>Its tasks in start order, including stopped ones until they are forgotten.</summary>
    public IReadOnlyList<EcsTask> Tasks
    {
        get
        {
            lock (_lock) return [.. _tasks];
        }
    }

    /// <summary>Its machines.</summary>
    public IReadOnlyList<ContainerInstance> Instances
    {
        get
        {
            lock (_lock) return [.. _instances.Values];
        }
    }

    /// <summary>Its services.</summary>
    public IReadOnlyList<EcsService> Services
    {
        get
        {
            lock (_lock) return [.. _services.Values];
        }
    }

    internal DateTimeOffset Now => _ecs.Time.GetUtcNow();

    /// <summary>Adds a machine of EC2.</summary>
    /// <param name="instance">The machine; null: one with the next free address.</param>
    /// <param name="capacityProvider">The capacity provider that launched it, or null.</param>
    public ContainerInstance AddInstance(Ec2Instance? instance = null, string? capacityProvider = null)
    {
        instance ??= new Ec2Instance { PrivateIp = NextAddress() };
        _ec2.Add(instance, Region, Account);
        return Add(new ContainerInstance(this, instance.Id) { Ec2 = instance, CapacityProvider = capacityProvider });
    }

    /// <summary>Adds a machine outside of EC2 (ECS Anywhere).</summary>
    public ContainerInstance AddExternalInstance() => Add(new ContainerInstance(this, EcsIds.Ec2("mi")));

    /// <summary>Removes a machine from the cluster: it is MISSING from then on. Its tasks are unchanged.</summary>
    public void Remove(ContainerInstance instance)
    {
        lock (_lock) _instances.Remove(instance.Id);
    }

    /// <summary>Adds a service, or returns the existing one.</summary>
    public EcsService AddService(string name)
    {
        lock (_lock)
        {
            if (!_services.TryGetValue(name, out var service)) _services[name] = service = new EcsService(name, $"arn:aws:ecs:{Region}:{Account}:service/{Name}/{name}");
            return service;
        }
    }

    /// <summary>Starts a task.</summary>
    /// <param name="definition">Its definition, registered if needed.</param>
    /// <param name="start">How to start it; null: on Fargate, without a service.</param>
    public EcsTask Start(TaskDefinition definition, TaskStart? start = null)
    {
        start ??= new TaskStart();
        if (start is { LaunchType: not "FARGATE", Instance: null }) throw new ArgumentException($"a task of launch type {start.LaunchType} needs an instance", nameof(start));
        _ecs.Register(definition, Region, Account);
        if (start.Service is { } service) AddService(service);
        var task = new EcsTask(this, definition, start, Interlocked.Increment(ref _sequence));
        lock (_lock)
        {
            // Two threads may get here in a different order than they took their numbers, and pages need them sorted.
            var at = _tasks.Count;
            while (at > 0 && _tasks[at - 1].Sequence > task.Sequence) at--;
            _tasks.Insert(at, task);
            _byId.Add(task.Id, task);
        }

        if (task.Interface is { } own) _ec2.Add(own, Region, Account);
        return task;
    }

    /// <summary>Stops a task: it is no longer listed, but still described as STOPPED for a while.</summary>
    public void Stop(EcsTask task) => (task.DesiredStatus, task.LastStatus, task.Stopped) = ("STOPPED", "STOPPED", Now);

    /// <summary>Forgets a task, as ECS does an hour after it stopped: it is MISSING from then on.</summary>
    public void Forget(EcsTask task)
    {
        lock (_lock)
        {
            _tasks.Remove(task);
            _byId.Remove(task.Id);
        }
    }

    internal EcsTask? Task(string idOrArn)
    {
        lock (_lock) return _byId.GetValueOrDefault(EcsApi.LastPart(idOrArn));
    }

    internal ContainerInstance? Instance(string idOrArn)
    {
        lock (_lock) return _instances.GetValueOrDefault(EcsApi.LastPart(idOrArn));
    }

    internal EcsService? Service(string nameOrArn)
    {
        lock (_lock) return _services.GetValueOrDefault(EcsApi.LastPart(nameOrArn));
    }

    /// <summary>The matching tasks after a position; one more than requested means that there are more.</summary>
    internal List<EcsTask> TasksAfter(long sequence, Func<EcsTask, bool> fits, int most)
    {
        var found = new List<EcsTask>();
        lock (_lock)
        {
            int low = 0, high = _tasks.Count;
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (_tasks[middle].Sequence <= sequence) low = middle + 1;
                else high = middle;
            }

            for (; low < _tasks.Count && found.Count < most; low++)
            {
                if (fits(_tasks[low])) found.Add(_tasks[low]);
            }
        }

        return found;
    }

    internal string NextAddress() => _ecs.NextAddress();

    private ContainerInstance Add(ContainerInstance instance)
    {
        lock (_lock) _instances.Add(instance.Id, instance);
        return instance;
    }
}
