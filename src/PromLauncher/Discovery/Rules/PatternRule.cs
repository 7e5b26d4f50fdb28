using System.Text.RegularExpressions;
using PromLauncher.Discovery.Ecs;
using PromLauncher.Discovery.Targets;

namespace PromLauncher.Discovery.Rules;

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
