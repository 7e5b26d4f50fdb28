using System.Globalization;
using PromLauncher.LocalAws;
using PromLauncher.LocalAws.Ecs;

namespace PromLauncher.Tests.Discovery.Scan;

/// <summary>Clusters of the local AWS whose tasks come, change and go at random, and what they allow to be scraped at a moment: worked out from the tasks alone.</summary>
internal sealed class ChangingClusters
{
    private static readonly TaskDefinition[] Definitions =
    [
        Definition("plain", "awsvpc", ("app", "8080")),
        Definition("two", "awsvpc", ("app", "8080,9106"), ("side", "9100"), ("quiet", null)),
        Definition("bridged", "bridge", ("app", "8080"), ("side", "9100")),
        Definition("hosted", "host", ("app", "8080")),
        Definition("silent", "awsvpc", ("app", null)),
    ];

    private readonly Random _random;
    private readonly List<EcsCluster> _clusters = [];

    public ChangingClusters(LocalAwsServer aws, Random random, int clusters, int tasks)
    {
        _random = random;
        for (var i = 0; i < clusters; i++)
        {
            var cluster = aws.Ecs.Create(string.Create(CultureInfo.InvariantCulture, $"c{i}"));
            for (var machine = 0; machine < 3; machine++) cluster.AddInstance();
            cluster.AddExternalInstance();
            _clusters.Add(cluster);
            for (var task = 0; task < tasks; task++) Start(cluster);
        }
    }

    public IReadOnlyList<string> Names => [.. _clusters.Select(static cluster => cluster.Name)];

    /// <summary>What may be scraped in a cluster now: by task and container the addresses.</summary>
    public Dictionary<string, string> Truth(string name)
    {
        var truth = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var task in _clusters.Find(cluster => cluster.Name == name)!.Tasks.Where(static task => task is { DesiredStatus: "RUNNING", LastStatus: "RUNNING" }))
        {
            foreach (var container in task.Containers)
            {
                if (task.Definition.Containers.FirstOrDefault(one => one.Name == container.Name)?.DockerLabels.GetValueOrDefault("PROMETHEUS_EXPORTER_PORT") is not { } ports) continue;
                var addresses = ports.Split(',').Select(port => Address(task, container, int.Parse(port, CultureInfo.InvariantCulture))).OfType<string>().Order(StringComparer.Ordinal).ToList();
                if (addresses.Count > 0) truth.Add($"{task.Arn} {container.Name}", string.Join(' ', addresses));
            }
        }

        return truth;
    }

    /// <summary>A few things happen.</summary>
    public void Change()
    {
        for (var times = _random.Next(6); times > 0; times--)
        {
            var cluster = _clusters[_random.Next(_clusters.Count)];
            var tasks = cluster.Tasks;
            var task = tasks.Count == 0 ? null : tasks[_random.Next(tasks.Count)];
            switch (_random.Next(5))
            {
                case 0 when tasks.Count < 40:
                    Start(cluster);
                    break;
                case 1 when task is not null:
                    cluster.Stop(task);
                    if (_random.Next(2) == 0) cluster.Forget(task);
                    break;
                case 2 when task is { LastStatus: "PENDING" }:
                    task.LastStatus = "RUNNING";
                    break;
                case 3 when task is { Definition.NetworkMode: "bridge", LastStatus: "RUNNING" }:
                    task.Containers[_random.Next(task.Containers.Count)].Restart();
                    break;
            }
        }
    }

    private void Start(EcsCluster cluster)
    {
        var definition = Definitions[_random.Next(Definitions.Length)] with { Revision = 1 + _random.Next(20) };
        var onMachine = definition.NetworkMode != "awsvpc";
        var machine = onMachine ? cluster.Instances[_random.Next(cluster.Instances.Count)] : null;
        cluster.Start(definition, new TaskStart
        {
            LaunchType = machine is null ? "FARGATE" : machine.Ec2 is null ? "EXTERNAL" : "EC2",
            Instance = machine,
            Service = _random.Next(2) == 0 ? "web" : null,
            LastStatus = _random.Next(3) == 0 ? "PENDING" : "RUNNING",
            Sidecars = _random.Next(4) == 0 ? ["ecs-service-connect-x"] : [],
            BindsIpv6 = _random.Next(2) == 0,
            Ipv6 = _random.Next(4) == 0 ? "2001:db8::1" : null,
        });
    }

    private static string? Address(EcsTask task, TaskContainer container, int port)
    {
        if (task.Interface is { } own) return string.Create(CultureInfo.InvariantCulture, $"{own.Ipv4}:{port}");
        if (task.Instance?.Ec2 is not { } machine) return null;
        var binding = container.Bindings.FirstOrDefault(binding => binding.ContainerPort == port && binding.BindIp == "0.0.0.0");
        return binding is null ? null : string.Create(CultureInfo.InvariantCulture, $"{machine.PrivateIp}:{binding.HostPort}");
    }

    private static TaskDefinition Definition(string family, string mode, params (string Name, string? Ports)[] containers) => new()
    {
        Family = family,
        NetworkMode = mode,
        Containers = [.. containers.Select(static container => new ContainerDefinition
        {
            Name = container.Name,
            DockerLabels = container.Ports is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["PROMETHEUS_EXPORTER_PORT"] = container.Ports },
            Ports = [.. (container.Ports ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(static port => new PortMapping(int.Parse(port, CultureInfo.InvariantCulture)))],
        })],
    };
}
