namespace PromLauncher.Telemetry;

/// <summary>The head of the page, above the sections.</summary>
/// <param name="Title">What runs here, such as <c>promlauncher run</c>.</param>
/// <param name="Version">The program's version, with its commit after <c>+</c>.</param>
/// <param name="State">Its state, in a few words.</param>
/// <param name="Links">Other pages: their paths and names.</param>
public sealed record PageHead(string Title, string Version, PageText State, IReadOnlyList<(string Path, string Name)> Links)
{
    /// <summary>When the page was rendered.</summary>
    public required DateTimeOffset Made { get; init; }
}
