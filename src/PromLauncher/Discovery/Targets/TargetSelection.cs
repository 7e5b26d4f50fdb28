using System.Globalization;
using PromLauncher.Discovery.Ecs;

namespace PromLauncher.Discovery.Targets;

/// <summary>
/// Selects the targets of a task. Pure: the same view gives the same targets. The rules are those of
/// teralytics/prometheus-ecs-discovery without its defects: nothing is guessed, and every skipped container has a reason.
/// </summary>
/// <param name="options">How targets are found.</param>
public sealed class TargetSelection(SelectionOptions options)
{
    private readonly MetaNames _names = new();

    /// <summary>How targets are found.</summary>
    public SelectionOptions Options { get; } = options;

    /// <summary>Selects the targets of one task.</summary>
    public Selection Select(TaskView view)
    {
        var skips = new List<Skip>();
        if (view.Task.LastStatus is not (null or "RUNNING" or "ACTIVATING" or "DEACTIVATING"))
            return new Selection([], Whole(view, SkipReason.NotRunning, view.Task.LastStatus));
        if (view.Definition is null) return new Selection([], Whole(view, SkipReason.DefinitionUnreadable, view.DefinitionProblem));

        var targets = new List<Target>();
        var notes = new List<(string Container, string Text)>();
        var wanted = new List<WantedPort>();
        foreach (var container in view.Task.Containers)
        {
            if (container.Name is not { } name || view.Definition.Find(name) is not { } definition)
            {
                skips.Add(new Skip(container.Name ?? "", SkipReason.NoDefinition));
                continue;
            }

            wanted.Clear();
            if (ContainerPorts.Find(view, container, definition, Options, wanted) is { } skip && (wanted.Count == 0 || skip.Reason == SkipReason.InvalidPort))
                skips.Add(skip);
            if (wanted.Count > 0) Add(view, container, definition, wanted, targets, skips, notes);
        }

        if (Options.Instance == InstanceKind.TaskId) NameInstances(targets);
        return new Selection(targets, skips) { Notes = notes };
    }

    private void Add(TaskView view, EcsContainer container, ContainerDefinition definition, List<WantedPort> wanted, List<Target> targets, List<Skip> skips,
        List<(string Container, string Text)> notes)
    {
        var first = targets.Count;
        var server = definition.Label(Options.ServerNameLabel)?.TrimEnd('/');
        var address = HostAddress.Find(view, container, Options.Address, out var skip);
        if (server is { Length: > 0 } && IsBadHost(server))
        {
            skips.Add(new Skip(definition.Name, SkipReason.InvalidServerName, $"'{server}'; write a host name without scheme and path"));
            return;
        }

        var host = server is { Length: > 0 } ? server : address;
        if (host is null)
        {
            skips.Add(skip!);
            return;
        }

        foreach (var port in wanted)
        {
            if (HostPort(container, port) is not { } hostPort)
            {
                skips.Add(new Skip(definition.Name, SkipReason.PortNotMapped, $"container port {port.Port}"));
                continue;
            }

            if (hostPort == 0)
            {
                skips.Add(new Skip(definition.Name, SkipReason.PortNotMapped, $"container port {port.Port} has no host port (yet)"));
                continue;
            }

            var target = Make(view, container, definition, port, $"{host}:{hostPort.ToString(CultureInfo.InvariantCulture)}", first == targets.Count ? notes : []);
            if (!targets.Skip(first).Any(other => other.Address == target.Address && other.Label("__metrics_path__") == target.Label("__metrics_path__")))
                targets.Add(target);
        }
    }

    private static int? HostPort(EcsContainer container, WantedPort port)
    {
        var own = container.Ipv4 is { Length: > 0 } || container.Ipv6 is { Length: > 0 };
        return port.IsHostPort || own || container.Bindings.Count == 0 ? port.Port : HostPorts.Find(container.Bindings, port.Port);
    }

    private Target Make(TaskView view, EcsContainer container, ContainerDefinition definition, WantedPort port, string address, List<(string, string)> notes)
    {
        var labels = new LabelList();
        var path = port.Path ?? definition.Label(Options.PathLabel);
        var scheme = definition.Label(Options.SchemeLabel);
        var job = port.Job ?? definition.Label(Options.JobNameLabel);
        if (Options.Labels == LabelStyle.Observer) ObserverLabels.Add(labels, _names, view, definition, job, path, scheme);
        else StandardLabels.Add(labels, view, container, definition, job, path, scheme);
        if (Options.Instance == InstanceKind.Address) labels.Add("instance", address);
        else if (Options.Instance == InstanceKind.TaskId) labels.Add("instance", EcsArn.Name(view.Task.Arn));
        if (Options.Labels == LabelStyle.Extended)
            ExtendedLabels.Add(labels, _names, view, definition, HostAddress.Find(view, container, AddressKind.Auto, out _)?.Trim('[', ']'));
        ExporterLabels.Add(labels, _names, definition, notes);
        return new Target
        {
            Address = address,
            Labels = labels.ToArray(),
            TaskArn = view.Task.Arn,
            Container = definition.Name,
            Service = view.Task.Service,
            Family = view.Definition!.Family,
            ClusterArn = view.ClusterArn,
        };
    }

    /// <summary>Two targets of one job must not have identical labels: where a task has several, the port is appended to its id.</summary>
    private static void NameInstances(List<Target> targets)
    {
        if (targets.Count < 2) return;
        foreach (var target in targets)
        {
            var labels = (KeyValuePair<string, string>[])target.Labels;
            var index = Array.FindIndex(labels, static label => label.Key == "instance");
            labels[index] = new("instance", labels[index].Value + target.Address[target.Address.LastIndexOf(':')..]);
        }
    }

    private static List<Skip> Whole(TaskView view, SkipReason reason, string? detail)
    {
        var skips = new List<Skip>();
        foreach (var container in view.Task.Containers) skips.Add(new Skip(container.Name ?? "", reason, detail));
        if (skips.Count == 0) skips.Add(new Skip("", reason, detail));
        return skips;
    }

    private static bool IsBadHost(string host) => host.AsSpan().IndexOfAny("/ \t\r\n@?#") >= 0;
}
