using PromLauncher.Config.Document;

namespace PromLauncher.Config.Placeholders;

/// <summary>The first half of an expansion: the placeholders of a configuration. Nothing is resolved yet.</summary>
public sealed record PlaceholderScan
{
    internal PlaceholderScan(ConfigBundle bundle, ExpansionOptions options) => (Bundle, Options) = (bundle, options);

    /// <summary>The configuration as fetched.</summary>
    public ConfigBundle Bundle { get; }

    /// <summary>The files that were searched for placeholders, parsed, by path.</summary>
    public required IReadOnlyDictionary<string, YamlDocument> Documents { get; init; }

    /// <summary>Every occurrence of a placeholder, in the order of the files.</summary>
    public required IReadOnlyList<PlaceholderUse> Uses { get; init; }

    /// <summary>The values to resolve, each once.</summary>
    public required IReadOnlyList<PlaceholderReference> References { get; init; }

    /// <summary>The findings of reading the files, and placeholders that are malformed, unknown or not allowed.</summary>
    public required IReadOnlyList<Diagnostic> Diagnostics { get; init; }

    internal ExpansionOptions Options { get; }

    /// <summary>The scalars with placeholders or escapes, by file.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<ScalarSite>> Sites { get; init; } = new Dictionary<string, IReadOnlyList<ScalarSite>>();

    /// <summary>Searches the main file, the files that its <c>scrape_config_files</c> names, and optionally its rule files.</summary>
    /// <param name="bundle">The configuration as fetched.</param>
    /// <param name="options">Which files, and for which Prometheus.</param>
    public static PlaceholderScan Find(ConfigBundle bundle, ExpansionOptions options) => new PlaceholderFinder(bundle, options).Find();
}

/// <summary>A scalar with placeholders or escapes in it.</summary>
/// <param name="Node">The scalar.</param>
/// <param name="Parts">Its text in parts.</param>
/// <param name="Uses">Its placeholders, in the order of <paramref name="Parts"/>.</param>
/// <param name="Dollar">What Prometheus itself does with a dollar there.</param>
internal sealed record ScalarSite(ScalarNode Node, IReadOnlyList<Part> Parts, IReadOnlyList<PlaceholderUse> Uses, DollarField.Kind Dollar)
{
    public bool IsKey { get; init; }

    public bool IsInFlow { get; init; }

    public bool IsSecretField { get; init; }

    /// <summary>True in a rule file.</summary>
    public bool IsInRules { get; init; }
}
