namespace PromLauncher.Config;

/// <content>Fields of a configuration, a rule file, a list of targets or a web configuration, and how they go together.</content>
public sealed partial class FindingKind
{
    internal static FindingKind UnknownField { get; } = new("unknown-field", Severity.Error, Severity.Warning, "A field that does not exist in this section.");
    internal static FindingKind FieldTooNew { get; } = new("field-too-new", Severity.Error, Severity.Warning, "A field that came with a later release.");
    internal static FindingKind FieldRemoved { get; } = new("field-removed", Severity.Error, Severity.Warning, "A field that the release no longer knows.");
    internal static FindingKind RequiredField { get; } = new("required-field", Severity.Error, "A field that is required is missing or empty.");
    internal static FindingKind FieldNotAllowed { get; } = new("field-not-allowed", Severity.Error, "A field that can not be set here.");
    internal static FindingKind FieldNeedsAnother { get; } = new("field-needs-another", Severity.Error, "A field that requires another one.");
    internal static FindingKind ExclusiveFields { get; } = new("exclusive-fields", Severity.Error, "Mutually exclusive fields.");
    internal static FindingKind WrongType { get; } = new("wrong-type", Severity.Error, "A value of the wrong type, such as a string in place of a list.");
    internal static FindingKind EmptyItem { get; } = new("empty-item", Severity.Error, "An empty item in a list.");
    internal static FindingKind DuplicateItem { get; } = new("duplicate-item", Severity.Error, "The same item twice in a list.");
    internal static FindingKind DuplicateName { get; } = new("duplicate-name", Severity.Error, "A name that must be unique is used twice.");
    internal static FindingKind DuplicateJobName { get; } = new("duplicate-job-name", Severity.Error, "Two scrape configs with the same `job_name`.");
    internal static FindingKind DuplicateGroup { get; } = new("duplicate-group", Severity.Error, "Two rule groups with the same name.");
    internal static FindingKind DuplicateRule { get; } = new("duplicate-rule", Severity.Warning, "The same rule with the same labels twice.");
    internal static FindingKind AgentMode { get; } = new("agent-mode", Severity.Error, "A section that agent mode does not allow.");
    internal static FindingKind FeatureFlagNeeded { get; } = new("feature-flag-needed", Severity.Error, "A value that needs `--enable-feature`.");

    private static FindingKind[] Fields =>
    [
        UnknownField, FieldTooNew, FieldRemoved, RequiredField, FieldNotAllowed, FieldNeedsAnother, ExclusiveFields, WrongType, EmptyItem,
        DuplicateItem, DuplicateName, DuplicateJobName, DuplicateGroup, DuplicateRule, AgentMode, FeatureFlagNeeded,
    ];
}
