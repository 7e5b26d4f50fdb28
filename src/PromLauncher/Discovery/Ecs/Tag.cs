namespace PromLauncher.Discovery.Ecs;

/// <summary>A tag of a resource.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Value">Its value, perhaps empty.</param>
public readonly record struct Tag(string Key, string Value);
