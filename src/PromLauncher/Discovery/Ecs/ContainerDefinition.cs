namespace PromLauncher.Discovery.Ecs;

/// <summary>A container in a task definition.</summary>
public sealed record ContainerDefinition
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its image, as written in the definition.</summary>
    public string Image { get; init; } = "";

    /// <summary>Its docker labels, in the order of the response.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Labels { get; init; } = [];

    /// <summary>The container ports that it exposes.</summary>
    public IReadOnlyList<int> Ports { get; init; } = [];

    /// <summary>The value of a docker label, or null.</summary>
    public string? Label(string name)
    {
        foreach (var (key, value) in Labels)
        {
            if (key == name) return value;
        }

        return null;
    }
}
