using PromLauncher.Config.Document;

namespace PromLauncher.Config.Placeholders;

/// <summary>The path patterns of a list such as <c>scrape_config_files</c>.</summary>
internal static class FilePatterns
{
    /// <summary>The list's items.</summary>
    public static IEnumerable<string> Of(MappingNode main, string field) =>
        main.FindMerged(field)?.Resolve() is SequenceNode list ? list.Items.Select(item => item.Resolve()).OfType<ScalarNode>().Select(node => node.Value) : [];

    /// <summary>The pattern with each placeholder as a star.</summary>
    public static string WithStars(string pattern) =>
        string.Concat(PlaceholderParser.Parse(pattern) is { Count: > 0 } parts
            ? parts.Select(part => part.Kind == PartKind.Placeholder ? "*" : part.Text)
            : [pattern]);
}
