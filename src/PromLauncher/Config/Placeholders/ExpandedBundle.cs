using PromLauncher.Config.Document;

namespace PromLauncher.Config.Placeholders;

/// <summary>A configuration with its placeholders replaced.</summary>
public sealed record ExpandedBundle
{
    internal ExpandedBundle(ConfigBundle bundle) => Bundle = bundle;

    /// <summary>A configuration without expansion: placeholders are text, as they are for Prometheus itself.</summary>
    /// <param name="bundle">The configuration as fetched.</param>
    public static ExpandedBundle AsItStands(ConfigBundle bundle)
    {
        var main = YamlDocument.Parse(bundle.MainFile, bundle.Files[bundle.MainFile]);
        return new(bundle)
        {
            Documents = new Dictionary<string, YamlDocument> { [bundle.MainFile] = main },
            Diagnostics = main.Diagnostics,
            Failures = [],
            Values = [],
            Provenance = [],
        };
    }

    /// <summary>The options of the scan; null when placeholders are text.</summary>
    internal ExpansionOptions? Options { get; init; }

    /// <summary>The files as Prometheus gets them. Those without a placeholder are not copied.</summary>
    public ConfigBundle Bundle { get; internal init; }

    /// <summary>The parsed files, by path: scalars have their new values, positions are those of the source.</summary>
    public required IReadOnlyDictionary<string, YamlDocument> Documents { get; init; }

    /// <summary>All findings of the scan and of the expansion, in the order of the files. None contains a value.</summary>
    public required IReadOnlyList<Diagnostic> Diagnostics { get; init; }

    /// <summary>The placeholders without a value, which the diagnostics report too.</summary>
    public required IReadOnlyList<ExpansionFailure> Failures { get; init; }

    /// <summary>All inserted values, for scrubbing the output of other programs; see the module Redaction.</summary>
    public required IReadOnlyList<ExpandedValue> Values { get; init; }

    /// <summary>Which placeholder came from where.</summary>
    public required IReadOnlyList<Provenance> Provenance { get; init; }

    /// <summary>The regions that were filled in.</summary>
    public IReadOnlyList<FilledRegion> FilledRegions { get; internal init; } = [];

    /// <summary>
    /// True for errors that Prometheus can't detect: it would accept the text of a placeholder without a value, or the region of
    /// another workspace.
    /// </summary>
    public bool IsRefused => Failures.Count > 0 || Diagnostics.Any(static finding => finding.Severity == Severity.Error
        && FindingKind.Placeholders.Contains(finding.Kind));

    internal IReadOnlyDictionary<string, FileChange> Changes { get; init; } = new Dictionary<string, FileChange>();
}
