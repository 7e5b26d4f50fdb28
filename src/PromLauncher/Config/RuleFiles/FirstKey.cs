using PromLauncher.Config.Document;

namespace PromLauncher.Config.RuleFiles;

/// <summary>Where to report that a mapping lacks something.</summary>
internal static class FirstKey
{
    /// <summary>The first key of a mapping: one line instead of a whole section.</summary>
    public static Node Of(Node node) => node is MappingNode { Entries: [var first, ..] } ? first.Key : node;
}
