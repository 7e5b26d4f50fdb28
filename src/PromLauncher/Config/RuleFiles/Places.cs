using PromLauncher.Config.Document;

namespace PromLauncher.Config.RuleFiles;

/// <summary>Where to report that something is missing.</summary>
internal static class Places
{
    /// <summary>The first key of a mapping: one line instead of a whole section.</summary>
    public static Node First(Node node) => node is MappingNode { Entries: [var first, ..] } ? first.Key : node;
}
