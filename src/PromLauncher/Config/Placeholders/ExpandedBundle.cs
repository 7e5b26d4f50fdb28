using PromLauncher.Config.Document;

namespace PromLauncher.Config.Placeholders;

/// <summary>Where an inserted value came from; never the value itself.</summary>
/// <param name="Use">The placeholder and its position.</param>
/// <param name="Origin">Such as <c>environment</c>, <c>ssm:/prom/token</c>, <c>default</c>.</param>
public sealed record Provenance(PlaceholderUse Use, string Origin);

/// <summary>An inserted value, and what is shown in its place. <c>ToString</c> shows only the latter.</summary>
/// <param name="Value">The value.</param>
/// <param name="Shown">The placeholder.</param>
/// <param name="IsSecret">True when it must never be shown anywhere.</param>
public sealed record ExpandedValue(string Value, string Shown, bool IsSecret)
{
    /// <inheritdoc/>
    public override string ToString() => Shown;
}

/// <summary>A region that was filled in to a <c>sigv4</c> block.</summary>
/// <param name="File">The file.</param>
/// <param name="Span">The block.</param>
/// <param name="Region">The region.</param>
public sealed record FilledRegion(string File, TextSpan Span, string Region);

/// <summary>A placeholder without a value.</summary>
/// <param name="Use">The placeholder.</param>
/// <param name="Kind">Why resolving it failed; null when it was not resolved, is unset, or is empty where a value is required.</param>
public sealed record ExpansionFailure(PlaceholderUse Use, PlaceholderFailureKind? Kind);

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

    /// <summary>All inserted values, for scrubbing the output of other programs; see <see cref="Scrubber"/>.</summary>
    public required IReadOnlyList<ExpandedValue> Values { get; init; }

    /// <summary>Which placeholder came from where.</summary>
    public required IReadOnlyList<Provenance> Provenance { get; init; }

    /// <summary>The regions that were filled in (<see cref="SigV4Regions"/>).</summary>
    public IReadOnlyList<FilledRegion> FilledRegions { get; internal init; } = [];

    /// <summary>
    /// True for errors that Prometheus can't detect: it would accept the text of a placeholder without a value, or the region of
    /// another workspace.
    /// </summary>
    public bool IsRefused => Failures.Count > 0 || Diagnostics.Any(static finding => finding.Severity == Severity.Error
        && FindingKind.Placeholders.Contains(finding.Kind));

    internal IReadOnlyDictionary<string, FileChange> Changes { get; init; } = new Dictionary<string, FileChange>();
}

/// <summary>The changes to a file.</summary>
/// <param name="Scalars">Expanded scalars, by their node in the source's tree.</param>
/// <param name="Filled">Regions that were filled in.</param>
internal sealed record FileChange(IReadOnlyDictionary<ScalarNode, ExpandedScalar> Scalars, IReadOnlyList<Edit> Filled)
{
    public static FileChange None { get; } = new(new Dictionary<ScalarNode, ExpandedScalar>(ReferenceEqualityComparer.Instance), []);

    /// <summary>All edits; a filled region wins over an edit of the same scalar.</summary>
    public IEnumerable<Edit> Edits()
    {
        var filled = Filled.Select(static edit => (edit.Start, edit.End)).ToHashSet();
        return Scalars.Values.Select(static scalar => scalar.Edit).Where(edit => !filled.Contains((edit.Start, edit.End))).Concat(Filled);
    }
}

/// <summary>An expanded scalar.</summary>
/// <param name="Site">The original.</param>
/// <param name="Node">The new node.</param>
/// <param name="Edit">The edit of the file.</param>
/// <param name="Masked">The new value with its secrets masked.</param>
internal sealed record ExpandedScalar(ScalarSite Site, ScalarNode Node, Edit Edit, string Masked);
