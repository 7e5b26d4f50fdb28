namespace PromLauncher.Config;

/// <content>Placeholders and the region that a <c>sigv4</c> gets.</content>
public sealed partial class FindingKind
{
    internal static FindingKind UnquotedPlaceholder { get; } = new("unquoted-placeholder", Severity.Error, "A placeholder that must be quoted.");
    internal static FindingKind MalformedPlaceholder { get; } = new("malformed-placeholder", Severity.Error, Severity.Warning, "Text that looks like a placeholder but is not one.");
    internal static FindingKind UnclosedPlaceholder { get; } = new("unclosed-placeholder", Severity.Error, Severity.Warning, "A placeholder that no `}` closes.");
    internal static FindingKind UnknownPlaceholderScheme { get; } = new("unknown-placeholder-scheme", Severity.Error, "A placeholder with an unknown scheme.");
    internal static FindingKind PlaceholderNotAllowed { get; } = new("placeholder-not-allowed", Severity.Error, "A placeholder that `--allow-placeholders` rules out.");
    internal static FindingKind UnsetPlaceholder { get; } = new("unset-placeholder", Severity.Error, Severity.Warning, "A placeholder without a value; a warning in `external_labels`, where Prometheus makes it empty.");
    internal static FindingKind PlaceholderNotFound { get; } = new("placeholder-not-found", Severity.Error, "A parameter, secret or key that does not exist.");
    internal static FindingKind PlaceholderNotHere { get; } = new("placeholder-not-here", Severity.Error, "A value that does not exist where promlauncher runs.");
    internal static FindingKind PlaceholderRefused { get; } = new("placeholder-refused", Severity.Error, "A parameter or secret that may not be read.");
    internal static FindingKind PlaceholderUnreachable { get; } = new("placeholder-unreachable", Severity.Error, "A value that could not be fetched.");
    internal static FindingKind TemplateInValue { get; } = new("template-in-value", Severity.Error, "A value for a rule file that contains `{{`.");
    internal static FindingKind SigV4Null { get; } = new("sigv4-null", Severity.Warning, "`sigv4:` without a value, which turns signing off.");
    internal static FindingKind SigV4Region { get; } = new("sigv4-region", Severity.Error, Severity.Warning, "A `sigv4` without a region that can be filled in, or shared by two URLs with different regions.");
    internal static FindingKind SigV4RegionFilled { get; } = new("sigv4-region-filled", Severity.Note, "A region was filled into `sigv4`.");

    /// <summary>The kinds of this file: only promlauncher can tell them, for Prometheus would take the text of a placeholder for what was meant.</summary>
    internal static FindingKind[] Placeholders =>
    [
        UnquotedPlaceholder, MalformedPlaceholder, UnclosedPlaceholder, UnknownPlaceholderScheme, PlaceholderNotAllowed, UnsetPlaceholder, PlaceholderNotFound,
        PlaceholderNotHere, PlaceholderRefused, PlaceholderUnreachable, TemplateInValue, SigV4Null, SigV4Region, SigV4RegionFilled,
    ];
}
