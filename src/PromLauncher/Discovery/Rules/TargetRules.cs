using PromLauncher.Discovery.Ecs;
using PromLauncher.Discovery.Targets;

namespace PromLauncher.Discovery.Rules;

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
