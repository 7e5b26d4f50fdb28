namespace PromLauncher.Discovery.Ecs;

/// <summary>One page of a list.</summary>
/// <param name="Items">What is on it; a page may be empty and still be followed by others.</param>
/// <param name="Next">The token of the next page; null on the last one.</param>
public sealed record Page(IReadOnlyList<string> Items, string? Next);
