using System.Text.RegularExpressions;
using PromLauncher.Discovery.Ecs;
using PromLauncher.Discovery.Targets;

namespace PromLauncher.Discovery.Rules;

/// <summary>
/// One entry of a rules file, as in the configuration of OpenTelemetry's ECS observer
/// (https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/extension/observer/ecsobserver).
/// </summary>
public abstract record TargetRule
{
    /// <summary>The job of its targets, or null.</summary>
    public string? Job { get; init; }

    /// <summary>Adds the ports of a container that the rule selects.</summary>
    /// <returns>True when the rule matches the container, even if the container has none of the ports.</returns>
    internal abstract bool Find(EcsTask task, TaskDefinition definition, ContainerDefinition container, List<WantedPort> found);
}

/// <summary>Containers of services or task definitions whose name or ARN matches, at given ports.</summary>
/// <param name="Subject">Matches the service's name, or the definition's ARN.</param>
/// <param name="IsService">True when it is the service's name.</param>
public sealed record PatternRule(Regex Subject, bool IsService) : TargetRule
{
    /// <summary>Matches the container's name; null: every container.</summary>
    public Regex? ContainerName { get; init; }

    /// <summary>The container ports.</summary>
    public IReadOnlyList<int> Ports { get; init; } = [];

    /// <summary>The metrics path, or null.</summary>
    public string? Path { get; init; }

    /// <inheritdoc/>
    internal override bool Find(EcsTask task, TaskDefinition definition, ContainerDefinition container, List<WantedPort> found)
    {
        var subject = IsService ? task.Service : definition.Arn;
        if (subject is null || !Subject.IsMatch(subject) || ContainerName?.IsMatch(container.Name) == false) return false;
        foreach (var exposed in container.Ports)
        {
            if (Ports.Contains(exposed)) found.Add(new WantedPort(exposed, Path, Job));
        }

        return true;
    }
}

/// <summary>Containers whose port is in a given docker label.</summary>
/// <param name="PortLabel">The docker label of the port.</param>
public sealed record LabelRule(string PortLabel) : TargetRule
{
    /// <summary>The docker label of the path, or null.</summary>
    public string? PathLabel { get; init; }

    /// <summary>The metrics path of containers that don't have <see cref="PathLabel"/>, or null.</summary>
    public string? Path { get; init; }

    /// <summary>The docker label of the job, or null; <see cref="TargetRule.Job"/> takes precedence.</summary>
    public string? JobLabel { get; init; }

    /// <inheritdoc/>
    internal override bool Find(EcsTask task, TaskDefinition definition, ContainerDefinition container, List<WantedPort> found)
    {
        if (container.Label(PortLabel) is not { } text) return false;
        if (!PortList.TryParsePort(text.AsSpan().Trim(), out var port) || !container.Ports.Contains(port)) return true;
        var path = (PathLabel is null ? null : container.Label(PathLabel)) ?? Path;
        found.Add(new WantedPort(port, path, Job ?? (JobLabel is null ? null : container.Label(JobLabel))));
        return true;
    }
}

/// <summary>Rules that make containers targets in addition to those with docker labels.</summary>
/// <param name="All">The rules in order; when two select the same port and path, the first wins.</param>
public sealed record TargetRules(IReadOnlyList<TargetRule> All)
{
    /// <summary>No rules.</summary>
    public static TargetRules None { get; } = new([]);

    /// <summary>Adds the ports of a container that rules select.</summary>
    /// <returns>True when a rule matches the container.</returns>
    internal bool Find(EcsTask task, TaskDefinition definition, ContainerDefinition container, List<WantedPort> found)
    {
        var isMeant = false;
        foreach (var rule in All) isMeant |= rule.Find(task, definition, container, found);
        return isMeant;
    }
}
