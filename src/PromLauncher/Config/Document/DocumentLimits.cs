namespace PromLauncher.Config.Document;

/// <summary>Limits on what a document may cost its reader; far above any real configuration, far below what does harm.</summary>
public sealed record DocumentLimits
{
    /// <summary>The defaults.</summary>
    public static DocumentLimits Default { get; } = new();

    /// <summary>The largest file, in bytes (the default is that of <c>--max-size</c>).</summary>
    public int Bytes { get; init; } = 10 * 1024 * 1024;

    /// <summary>How deep collections may be nested, with aliases followed; the configuration itself needs about 12.</summary>
    public int Depth { get; init; } = 200;

    /// <summary>How many nodes a walk that follows every alias may meet.</summary>
    public int VisitedNodes { get; init; } = 4_000_000;
}
