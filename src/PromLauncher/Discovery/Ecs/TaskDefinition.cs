namespace PromLauncher.Discovery.Ecs;

/// <summary>
/// A task definition, as far as a target needs it (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html). It never
/// changes: every change makes a new revision.
/// </summary>
public sealed record TaskDefinition
{
    /// <summary>Its ARN, revision included.</summary>
    public required string Arn { get; init; }

    /// <summary>Its family.</summary>
    public string Family { get; init; } = "";

    /// <summary>Its revision, as a string for labels.</summary>
    public string Revision { get; init; } = "";

    /// <summary><c>awsvpc</c>, <c>bridge</c>, <c>host</c>, <c>none</c>; null is <c>bridge</c>.</summary>
    public string? NetworkMode { get; init; }

    /// <summary>Its containers.</summary>
    public IReadOnlyList<ContainerDefinition> Containers { get; init; } = [];

    /// <summary>The container with this name, or null.</summary>
    public ContainerDefinition? Find(string name)
    {
        foreach (var container in Containers)
        {
            if (container.Name == name) return container;
        }

        return null;
    }
}
