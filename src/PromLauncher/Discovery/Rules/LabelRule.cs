using PromLauncher.Discovery.Ecs;
using PromLauncher.Discovery.Targets;

namespace PromLauncher.Discovery.Rules;

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
