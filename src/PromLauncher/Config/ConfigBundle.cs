namespace PromLauncher.Config;

/// <summary>A configuration as fetched: the main file and the files that come with it.</summary>
/// <param name="Files">Contents by relative path, <c>/</c> between its parts.</param>
/// <param name="MainFile">The path of the main file, usually <c>prometheus.yml</c>.</param>
public sealed record ConfigBundle(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Files, string MainFile)
{
    /// <summary>
    /// The folder on this machine that paths start from, absolute; null when there is none. When it is set, files outside of it may be among
    /// <see cref="Files"/> as well, by their absolute paths.
    /// </summary>
    public string? Folder { get; init; }
}
