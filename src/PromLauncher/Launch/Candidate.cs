using PromLauncher.Config;
using PromLauncher.Config.Placeholders;

namespace PromLauncher.Launch;

/// <summary>One configuration on its way: fetched, expanded and judged.</summary>
internal sealed record Candidate
{
    /// <summary>What the source calls it: an ETag, a version id, a hash.</summary>
    public required string Version { get; init; }

    /// <summary>Its files with every placeholder filled in.</summary>
    public required IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Files { get; init; }

    /// <summary>The same with what was put in and where, for showing it without its secrets; null where it is not to be shown, as its trees are large.</summary>
    public ExpandedBundle? Expanded { get; init; }

    /// <summary>The main file among them.</summary>
    public required string MainFile { get; init; }

    /// <summary>What was found, in the order of the files.</summary>
    public required IReadOnlyList<Diagnostic> Findings { get; init; }

    /// <summary>A hash of each remote_write section: a reload that changes one takes longer.</summary>
    public IReadOnlyList<string> Queues { get; init; } = [];

    /// <summary>True when the Prometheus that will run would refuse it.</summary>
    public bool IsBlocked { get; init; }

    /// <summary>True when it holds values from Parameter Store or Secrets Manager, which change without the source changing.</summary>
    public bool HoldsSecrets { get; init; }
}
