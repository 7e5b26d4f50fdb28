namespace PromLauncher.Discovery.Targets;

/// <summary>A docker label that a container must have.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its exact value; null: any.</param>
public readonly record struct LabelFilter(string Name, string? Value)
{
    /// <summary>Reads <c>NAME</c> or <c>NAME=VALUE</c>, split at the first <c>=</c>.</summary>
    public static LabelFilter Parse(string text) => text.IndexOf('=') is var at and >= 0 ? new(text[..at], text[(at + 1)..]) : new(text, null);

    /// <summary>True when a container matches.</summary>
    public bool Matches(Ecs.ContainerDefinition container) => container.Label(Name) is { } value && (Value is null || value == Value);
}
