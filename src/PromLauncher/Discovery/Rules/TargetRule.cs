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
