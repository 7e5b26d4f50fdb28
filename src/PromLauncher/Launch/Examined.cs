using PromLauncher.Config;
using PromLauncher.Config.Placeholders;

namespace PromLauncher.Launch;

/// <summary>What <c>validate</c> found in one input.</summary>
/// <param name="Expanded">The files with placeholders expanded, including local files that the main file names.</param>
/// <param name="Findings">Every finding.</param>
internal sealed record Examined(ExpandedBundle Expanded, IReadOnlyList<Diagnostic> Findings)
{
    /// <summary>The rule files among the files.</summary>
    public IReadOnlyList<string> RuleFiles { get; init; } = [];
}
