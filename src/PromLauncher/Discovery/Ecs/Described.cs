namespace PromLauncher.Discovery.Ecs;

/// <summary>The response to describing several resources by name.</summary>
/// <param name="Items">Those that were described.</param>
/// <param name="Failures">Those that were not, with the reason.</param>
public sealed record Described<T>(IReadOnlyList<T> Items, IReadOnlyList<EcsFailure> Failures);
