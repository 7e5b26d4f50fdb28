namespace PromLauncher.Config;

/// <content>Files that are named, and what other programs say.</content>
public sealed partial class FindingKind
{
    internal static FindingKind MissingFile { get; } = new("missing-file", Severity.Error, Severity.Warning, "A file that the configuration names does not exist.");
    internal static FindingKind NoMatchingFile { get; } = new("no-matching-file", Severity.Warning, Severity.Note, "A file or pattern that matches nothing, which Prometheus does not report.");
    internal static FindingKind MissingTargets { get; } = new("missing-targets", Severity.Note, "A file of targets that does not exist yet.");
    internal static FindingKind RuleTests { get; } = new("rule-tests", Severity.Note, "Unit tests of rules, which only promtool reads: they are not checked.");
    internal static FindingKind ExpressionsUnchecked { get; } = new("expressions-unchecked", Severity.Note, "PromQL is read by promtool only, and it was not asked.");
    internal static FindingKind Promtool { get; } = new("promtool", Severity.Error, Severity.Warning, "What promtool says; when it could not be asked, an error where `--check` demands it (`promtool`, `both`), else a warning.");

    private static FindingKind[] Files =>
    [
        MissingFile, NoMatchingFile, MissingTargets, RuleTests, ExpressionsUnchecked, Promtool,
    ];
}
