namespace PromLauncher.Launch;

/// <summary>The options of <c>render</c>.</summary>
public sealed record RenderOptions
{
    /// <summary>How to fetch the configuration.</summary>
    public required ConfigurationOptions Configuration { get; init; }

    /// <summary>Print secrets too.</summary>
    public bool Reveal { get; init; }

    /// <summary>Print a unified diff against the source.</summary>
    public bool Diff { get; init; }
}
