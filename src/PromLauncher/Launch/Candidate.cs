using PromLauncher.Config;
using PromLauncher.Config.Placeholders;

namespace PromLauncher.Launch;

/// <summary>A configuration that has been fetched, expanded and checked.</summary>
internal sealed record Candidate
{
    /// <summary>Its version at the source: an ETag, a version id, a hash.</summary>
    public required string Version { get; init; }

    /// <summary>Its files with every placeholder expanded.</summary>
    public required IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Files { get; init; }

    /// <summary>The same with the origin of each expanded value, for printing it without secrets; null unless it is to be printed, as the trees are large.</summary>
    public ExpandedBundle? Expanded { get; init; }

    /// <summary>The main file among them.</summary>
    public required string MainFile { get; init; }

    /// <summary>The findings, in the order of the files.</summary>
    public required IReadOnlyList<Diagnostic> Findings { get; init; }

    /// <summary>A hash of each remote_write section: a reload that changes one takes longer.</summary>
    public IReadOnlyList<string> Queues { get; init; } = [];

    /// <summary>True when the Prometheus it is for would reject it.</summary>
    public bool IsBlocked { get; init; }

    /// <summary>True when it holds values from Parameter Store or Secrets Manager, which change without the source changing.</summary>
    public bool HoldsSecrets { get; init; }
}
