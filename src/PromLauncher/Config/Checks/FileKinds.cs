using PromLauncher.Config.Document;

namespace PromLauncher.Config.Checks;

/// <summary>Recognises kinds of files.</summary>
public static class FileKinds
{
    private static readonly string[] WebSections = ["tls_server_config", "http_server_config", "basic_auth_users", "rate_limit"];

    /// <summary>The kind of a file by its content; what isn't recognised is a configuration.</summary>
    /// <param name="document">The file.</param>
    public static FileKind Recognise(YamlDocument document)
    {
        // A list that is not valid YAML may be JSON.
        if (document.Root is null && document.Source.Text.AsSpan().TrimStart() is ['[', ..]) return FileKind.Targets;
        switch (document.Root?.Resolve())
        {
            case SequenceNode:
                return FileKind.Targets;
            case MappingNode mapping:
                var names = mapping.Entries.Select(static entry => (entry.Key.Resolve() as ScalarNode)?.Value ?? "").ToList();
                if (names.Contains("groups") && !names.Contains("scrape_configs") && !names.Contains("global")) return FileKind.Rules;
                // No release has a section of this name.
                if (mapping.Find("tests")?.Resolve() is SequenceNode && !names.Contains("scrape_configs") && !names.Contains("global")) return FileKind.RuleTests;
                return names.Count > 0 && names.TrueForAll(static name => WebSections.Contains(name)) ? FileKind.Web : FileKind.Config;
            default:
                return FileKind.Config;
        }
    }

    /// <summary>
    /// True for a file that is recognised as a configuration without being parsed (parsing takes half the time of checking a large one): a line begins with a section
    /// that <see cref="Recognise"/> takes as a configuration's. No text within a value can begin in the first column.
    /// </summary>
    /// <param name="text">The file.</param>
    public static bool IsPlainlyConfig(ReadOnlySpan<byte> text) =>
        text.StartsWith("global:"u8) || text.StartsWith("scrape_configs:"u8) || text.IndexOf("\nglobal:"u8) >= 0 || text.IndexOf("\nscrape_configs:"u8) >= 0;

    /// <summary>True for the files that Prometheus reads by their extension.</summary>
    /// <param name="path">A path.</param>
    public static bool HasExtension(string path) => Path.GetExtension(path).ToUpperInvariant() is ".YML" or ".YAML" or ".JSON";
}
