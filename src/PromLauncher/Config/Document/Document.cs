using PromLauncher.Config.Yaml;

namespace PromLauncher.Config.Document;

/// <summary>
/// A YAML file as a tree with exact positions. Errors are collected, never thrown; after a syntax error there is no tree.
/// Prometheus reads the first document of a file and ignores what follows; so does this reader, with a warning.
/// </summary>
/// <param name="File">The path within the bundle, for diagnostics.</param>
/// <param name="Source">The file as text.</param>
/// <param name="Root">The first document's node; null when the file is empty or can't be read (see <see cref="Diagnostics"/>).</param>
/// <param name="Diagnostics">The findings, in the order of the file.</param>
public sealed record YamlDocument(string File, SourceText Source, Node? Root, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>True when the file could not be read as YAML: further checks would only report consequences.</summary>
    public bool IsBroken { get; init; }

    /// <summary>The library as which it was read.</summary>
    public YamlLibrary Library { get; init; }

    /// <summary>Where the part begins that Prometheus never reads, usually a second document; or null.</summary>
    public TextSpan? Unread { get; init; }

    /// <summary>Reads a file.</summary>
    /// <param name="file">Its path within the bundle, for diagnostics.</param>
    /// <param name="bytes">Its content, UTF-8 (or UTF-16 with a byte order mark).</param>
    /// <param name="limits">Its limits; null for <see cref="DocumentLimits.Default"/>.</param>
    /// <param name="library">The library with which Prometheus reads such a file.</param>
    public static YamlDocument Parse(string file, ReadOnlyMemory<byte> bytes, DocumentLimits? limits = null, YamlLibrary library = YamlLibrary.GoYaml2) =>
        new DocumentReader(file, bytes, limits ?? DocumentLimits.Default, library).Read();
}
