using PromLauncher.Discovery.Ecs;

namespace PromLauncher.Discovery.Targets;

/// <summary>Determines the ports of a container to scrape, from its docker labels and from rules.</summary>
internal static class ContainerPorts
{
    /// <summary>The docker label of dynamic port detection.</summary>
    public const string DynamicLabel = "PROMETHEUS_DYNAMIC_EXPORT";

    /// <summary>Finds the ports.</summary>
    /// <param name="view">The task; its definition is known.</param>
    /// <param name="container">The container.</param>
    /// <param name="definition">Its definition.</param>
    /// <param name="options">How targets are found.</param>
    /// <param name="found">Takes the ports.</param>
    /// <returns>Why the labels name no port, or null.</returns>
    public static Skip? Find(TaskView view, EcsContainer container, ContainerDefinition definition, SelectionOptions options, List<WantedPort> found)
    {
        var skip = options.DynamicPorts ? FindDynamic(container, definition, found) : FindLabelled(definition, options, found);
        var labelled = found.Count;
        if (!options.Rules.Find(view.Task, view.Definition!, definition, found) || found.Count > labelled) return skip;
        return skip is { Reason: SkipReason.NoPortLabel } ? new Skip(definition.Name, SkipReason.NoPortLabel, "a rule matches it, but none of the rule's ports is in its portMappings") : skip;
    }

    private static Skip? FindDynamic(EcsContainer container, ContainerDefinition definition, List<WantedPort> found)
    {
        if (definition.Label(DynamicLabel) is not "1") return new Skip(definition.Name, SkipReason.NoDynamicExport);
        if (HostPorts.Single(container.Bindings) is not { } port) return new Skip(definition.Name, SkipReason.AmbiguousPort, $"there are {container.Bindings.Count}");
        found.Add(new WantedPort(port, IsHostPort: true));
        return null;
    }

    private static Skip? FindLabelled(ContainerDefinition definition, SelectionOptions options, List<WantedPort> found)
    {
        foreach (var name in options.PortLabels)
        {
            if (definition.Label(name) is not { } value) continue;
            if (options.Filter is { } filter && !filter.Matches(definition)) return new Skip(definition.Name, SkipReason.Filtered, Detail(definition, filter));
            return PortList.Read(value, found) is { } fault ? new Skip(definition.Name, SkipReason.InvalidPort, $"{name} has '{fault}'") : null;
        }

        return new Skip(definition.Name, SkipReason.NoPortLabel);
    }

    private static string Detail(ContainerDefinition definition, LabelFilter filter) =>
        definition.Label(filter.Name) is { } value ? $"{filter.Name} is '{value}'" : $"{filter.Name} is missing";
}
