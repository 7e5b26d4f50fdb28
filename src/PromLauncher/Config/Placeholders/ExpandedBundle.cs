using PromLauncher.Config.Document;

namespace PromLauncher.Config.Placeholders;

/// <summary>Where a value that was put in came from; never what it is.</summary>
/// <param name="Use">The placeholder and its place.</param>
/// <param name="Origin">Such as <c>environment</c>, <c>ssm:/prom/token</c>, <c>default</c>.</param>
public sealed record Provenance(PlaceholderUse Use, string Origin);

/// <summary>A value that was put in, and what is shown in its place. <c>ToString</c> shows only that.</summary>
/// <param name="Value">The value.</param>
/// <param name="Shown">The placeholder.</param>
/// <param name="IsSecret">True when it must never be shown anywhere.</param>
public sealed record ExpandedValue(string Value, string Shown, bool IsSecret)
{
    /// <inheritdoc/>
    public override string ToString() => Shown;
}

/// <summary>A region that a <c>sigv4</c> block was given.</summary>
/// <param name="File">The file.</param>
/// <param name="Span">The block.</param>
/// <param name="Region">The region.</param>
public sealed record FilledRegion(string File, TextSpan Span, string Region);

/// <summary>A placeholder without a value.</summary>
/// <param name="Use">The placeholder.</param>
/// <param name="Kind">Why asking failed; null when it was not asked for, is unset, or is empty where that must not be.</param>
public sealed record ExpansionFailure(PlaceholderUse Use, PlaceholderFailureKind? Kind);

/// <summary>A configuration with its values put in.</summary>
public sealed record ExpandedBundle
{
    internal ExpandedBundle(ConfigBundle bundle) => Bundle = bundle;

    /// <summary>A configuration as it stands, its placeholders read as Prometheus itself would read them: as text.</summary>
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

    /// <summary>How placeholders were looked for; null when they are text.</summary>
    internal ExpansionOptions? Options { get; init; }

    /// <summary>The files as Prometheus gets them. Those without a placeholder are the very memory that was fetched.</summary>
    public ConfigBundle Bundle { get; internal init; }

    /// <summary>The parsed files, by path: scalars hold their new values, places are those of the source.</summary>
    public required IReadOnlyDictionary<string, YamlDocument> Documents { get; init; }

    /// <summary>All findings of the scan and of the expansion, in the order of the files. None prints a value.</summary>
    public required IReadOnlyList<Diagnostic> Diagnostics { get; init; }

    /// <summary>The placeholders that have no value: each is among the diagnostics, too.</summary>
    public required IReadOnlyList<ExpansionFailure> Failures { get; init; }

    /// <summary>All values that were put in, for scrubbing what other programs print; see <see cref="Scrubber"/>.</summary>
    public required IReadOnlyList<ExpandedValue> Values { get; init; }

    /// <summary>Which placeholder came from where.</summary>
    public required IReadOnlyList<Provenance> Provenance { get; init; }

    /// <summary>The regions that were filled in (<see cref="SigV4Regions"/>).</summary>
    public IReadOnlyList<FilledRegion> FilledRegions { get; internal init; } = [];

    /// <summary>
    /// True when something is wrong that only we can find: Prometheus would take the text of a placeholder without a value, or a region that is
    /// another's, for what was meant.
    /// </summary>
    public bool IsRefused => Failures.Count > 0 || Diagnostics.Any(static finding => finding.Severity == Severity.Error
        && FindingKind.Placeholders.Contains(finding.Kind));

    internal IReadOnlyDictionary<string, FileChange> Changes { get; init; } = new Dictionary<string, FileChange>();
}

/// <summary>What is changed in a file.</summary>
/// <param name="Scalars">Scalars with values put in, by their node in the source's tree.</param>
/// <param name="Filled">Regions that were filled in.</param>
internal sealed record FileChange(IReadOnlyDictionary<ScalarNode, ExpandedScalar> Scalars, IReadOnlyList<Edit> Filled)
{
    public static FileChange None { get; } = new(new Dictionary<ScalarNode, ExpandedScalar>(ReferenceEqualityComparer.Instance), []);

    /// <summary>All edits; a filled region wins over the scalar in whose place it stands.</summary>
    public IEnumerable<Edit> Edits()
    {
        var filled = Filled.Select(static edit => (edit.Start, edit.End)).ToHashSet();
        return Scalars.Values.Select(static scalar => scalar.Edit).Where(edit => !filled.Contains((edit.Start, edit.End))).Concat(Filled);
    }
}

/// <summary>A scalar with its values put in.</summary>
/// <param name="Site">Where, and what it was.</param>
/// <param name="Node">The new node.</param>
/// <param name="Edit">The change of the file.</param>
/// <param name="Masked">The new value with its secrets masked.</param>
internal sealed record ExpandedScalar(ScalarSite Site, ScalarNode Node, Edit Edit, string Masked);
