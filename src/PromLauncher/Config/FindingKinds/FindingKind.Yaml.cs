namespace PromLauncher.Config;

/// <content>Files as YAML.</content>
public sealed partial class FindingKind
{
    internal static FindingKind NotUtf8 { get; } = new("not-utf-8", Severity.Error, "The file is not UTF-8.");
    internal static FindingKind Utf16 { get; } = new("utf-16", Severity.Error, Severity.Warning, "The file is UTF-16: Prometheus reads it when a byte order mark says so, other tools may not.");
    internal static FindingKind ControlCharacter { get; } = new("control-character", Severity.Error, "A control character that YAML does not allow.");
    internal static FindingKind YamlSyntax { get; } = new("yaml-syntax", Severity.Error, "The text is not valid YAML.");
    internal static FindingKind YamlVersion { get; } = new("yaml-version", Severity.Error, "A `%YAML` directive for a version other than 1.1.");
    internal static FindingKind TabIndentation { get; } = new("tab-indentation", Severity.Error, "A tab used as indentation.");
    internal static FindingKind TypographicDash { get; } = new("typographic-dash", Severity.Error, Severity.Warning, "A dash from a web page where YAML wants `-`.");
    internal static FindingKind CurlyQuotes { get; } = new("curly-quotes", Severity.Error, Severity.Warning, "Typographic quotes where YAML wants straight ones.");
    internal static FindingKind NoBreakSpace { get; } = new("no-break-space", Severity.Error, Severity.Warning, "A no-break space where YAML requires a space.");
    internal static FindingKind SeveralDocuments { get; } = new("several-documents", Severity.Warning, "A second YAML document, which Prometheus ignores.");
    internal static FindingKind UnreadRest { get; } = new("unread-rest", Severity.Warning, "Lines after the end of the document, which Prometheus never reads.");
    internal static FindingKind UnknownAnchor { get; } = new("unknown-anchor", Severity.Error, "An alias of an anchor that is not defined above it.");
    internal static FindingKind SelfReferringAnchor { get; } = new("self-referring-anchor", Severity.Error, "An anchor that contains an alias of itself.");
    internal static FindingKind ExcessiveAliases { get; } = new("excessive-aliases", Severity.Error, "Aliases that expand to an unreasonable size.");
    internal static FindingKind TooDeep { get; } = new("too-deep", Severity.Error, "Collections nested too deeply.");
    internal static FindingKind FileTooLarge { get; } = new("file-too-large", Severity.Error, "The file is larger than `--max-size`.");
    internal static FindingKind DuplicateKey { get; } = new("duplicate-key", Severity.Error, "The same key twice in one mapping.");
    internal static FindingKind InvalidMerge { get; } = new("invalid-merge", Severity.Error, "A `<<` that does not merge a mapping.");

    private static FindingKind[] Yaml =>
    [
        NotUtf8, Utf16, ControlCharacter, YamlSyntax, YamlVersion, TabIndentation, TypographicDash, CurlyQuotes, NoBreakSpace,
        SeveralDocuments, UnreadRest, UnknownAnchor, SelfReferringAnchor, ExcessiveAliases, TooDeep, FileTooLarge, DuplicateKey, InvalidMerge,
    ];
}
