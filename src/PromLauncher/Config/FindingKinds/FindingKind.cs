namespace PromLauncher.Config;

/// <summary>
/// One kind of finding. Every finding has one of these kinds, so that the list of all of them is what <c>--disable</c> and <c>--error</c> accept,
/// what the rules of a SARIF log are made of, and what docs/validate.md is checked against.
/// </summary>
public sealed partial class FindingKind
{
    private FindingKind(string id, Severity severity, string summary)
        : this(id, severity, severity, summary)
    {
    }

    private FindingKind(string id, Severity most, Severity least, string summary) => (Id, Most, Least, Summary) = (id, most, least, summary);

    /// <summary>Stable and in kebab case, such as <c>unknown-field</c>. An id is never given to another kind, and stays accepted once it is no longer reported.</summary>
    public string Id { get; }

    /// <summary>The highest severity that it is reported with.</summary>
    public Severity Most { get; }

    /// <summary>The lowest severity that it is reported with; the same as <see cref="Most"/> for nearly all.</summary>
    public Severity Least { get; }

    /// <summary>What it means, in a sentence of Markdown.</summary>
    public string Summary { get; }

    /// <summary>What to do about it where a finding doesn't know better, or null.</summary>
    public string? Help { get; private init; }

    /// <summary>Where upstream documents the matter, or null when that depends on the place.</summary>
    public string? Url { get; private init; }

    /// <summary>Every kind.</summary>
    public static IReadOnlyList<FindingKind> All => [.. Yaml, .. Fields, .. Values, .. Files, .. Placeholders, .. Changes, .. Lints];

    /// <summary>The kind of an id, or null when there is none.</summary>
    public static FindingKind? Find(string id) => All.FirstOrDefault(kind => kind.Id == id);

    /// <inheritdoc/>
    public override string ToString() => Id;
}
