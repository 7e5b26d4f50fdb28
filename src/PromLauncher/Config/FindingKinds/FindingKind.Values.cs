namespace PromLauncher.Config;

/// <content>Values.</content>
public sealed partial class FindingKind
{
    internal static FindingKind UnknownValue { get; } = new("unknown-value", Severity.Error, "A value that is not one of the allowed ones.");
    internal static FindingKind ValueOutOfRange { get; } = new("value-out-of-range", Severity.Error, "A number or duration out of its range.");
    internal static FindingKind InvalidDuration { get; } = new("invalid-duration", Severity.Error, "Not a duration.");
    internal static FindingKind InvalidSize { get; } = new("invalid-size", Severity.Error, "Not a size.");
    internal static FindingKind InvalidUrl { get; } = new("invalid-url", Severity.Error, "Not a URL.");
    internal static FindingKind InvalidPath { get; } = new("invalid-path", Severity.Error, "A path or pattern that Prometheus does not take.");
    internal static FindingKind InvalidRegex { get; } = new("invalid-regex", Severity.Error, "Not a regular expression in RE2 syntax.");
    internal static FindingKind InvalidSelector { get; } = new("invalid-selector", Severity.Error, "Not a selector of Kubernetes.");
    internal static FindingKind InvalidLabelName { get; } = new("invalid-label-name", Severity.Error, "Not a label name.");
    internal static FindingKind InvalidLabelValue { get; } = new("invalid-label-value", Severity.Error, Severity.Note, "A label value that is not UTF-8.");
    internal static FindingKind InvalidMetricName { get; } = new("invalid-metric-name", Severity.Error, "Not a metric name.");
    internal static FindingKind InvalidAnnotationName { get; } = new("invalid-annotation-name", Severity.Error, "Not an annotation name.");
    internal static FindingKind InvalidTemplate { get; } = new("invalid-template", Severity.Error, "A label or annotation that is not a valid Go template.");
    internal static FindingKind InvalidExpression { get; } = new("invalid-expression", Severity.Error, "An expression that can not be PromQL.");
    internal static FindingKind TimeoutAboveInterval { get; } = new("timeout-above-interval", Severity.Error, "A `scrape_timeout` longer than its interval.");
    internal static FindingKind NamingSchemeConflict { get; } = new("naming-scheme-conflict", Severity.Error, "Settings of metric names that contradict each other.");
    internal static FindingKind RegionFromEnvironment { get; } = new("region-from-environment", Severity.Error, Severity.Warning, "An AWS discovery without `region`, which older releases look up when they load the file.");
    internal static FindingKind InvalidTarget { get; } = new("invalid-target", Severity.Error, Severity.Note, "A target that is not `host:port`.");
    internal static FindingKind TargetIsUrl { get; } = new("target-is-url", Severity.Error, "A target that holds a URL or path in place of `host:port`.");
    internal static FindingKind TargetWithoutPort { get; } = new("target-without-port", Severity.Error, "A target without a port that its scheme does not imply.");
    internal static FindingKind InvalidTargetLabel { get; } = new("invalid-target-label", Severity.Error, "A target label such as `__scrape_interval__` with a value that Prometheus does not take.");
    internal static FindingKind InvalidJson { get; } = new("invalid-json", Severity.Error, "The text is not valid JSON.");
    internal static FindingKind ReservedHeader { get; } = new("reserved-header", Severity.Error, "An HTTP header that Prometheus sets itself.");
    internal static FindingKind HeaderNotAllowed { get; } = new("header-not-allowed", Severity.Error, "A response header that a web configuration can not set.");
    internal static FindingKind InvalidPasswordHash { get; } = new("invalid-password-hash", Severity.Error, "Not a bcrypt hash.");
    internal static FindingKind WeakCipher { get; } = new("weak-cipher", Severity.Warning, "A cipher suite that newer releases refuse.");

    private static FindingKind[] Values =>
    [
        UnknownValue, ValueOutOfRange, InvalidDuration, InvalidSize, InvalidUrl, InvalidPath, InvalidRegex, InvalidSelector, InvalidLabelName,
        InvalidLabelValue, InvalidMetricName, InvalidAnnotationName, InvalidTemplate, InvalidExpression, TimeoutAboveInterval, NamingSchemeConflict,
        RegionFromEnvironment, InvalidTarget, TargetIsUrl, TargetWithoutPort, InvalidTargetLabel, InvalidJson, ReservedHeader, HeaderNotAllowed,
        InvalidPasswordHash, WeakCipher,
    ];
}
