namespace PromLauncher.Config.Document;

/// <summary>
/// A YAML file as a tree with exact places. Faults are collected, never thrown; after a syntax fault there is no tree.
/// Prometheus reads the first document of a file and ignores what follows: so do we, with a warning.
/// </summary>
/// <param name="File">The path within the bundle, for diagnostics.</param>
/// <param name="Source">The file as text.</param>
/// <param name="Root">The first document's node; null when the file is empty or can't be read (see <see cref="Diagnostics"/>).</param>
/// <param name="Diagnostics">What reading found, in the order of the file.</param>
public sealed record YamlDocument(string File, SourceText Source, Node? Root, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>True when the file could not be read as YAML: then every further check would only name consequences.</summary>
    public bool IsBroken { get; init; }

    /// <summary>Where that begins which Prometheus never reads, a second document mostly; or null.</summary>
    public TextSpan? Unread { get; init; }

    /// <summary>Reads a file.</summary>
    /// <param name="file">Its path within the bundle, for diagnostics.</param>
    /// <param name="bytes">Its content, UTF-8 (or UTF-16 with a byte order mark).</param>
    /// <param name="limits">What it may ask of us; null for <see cref="DocumentLimits.Default"/>.</param>
    public static YamlDocument Parse(string file, ReadOnlyMemory<byte> bytes, DocumentLimits? limits = null) =>
        new DocumentReader(file, bytes, limits ?? DocumentLimits.Default).Read();
}
