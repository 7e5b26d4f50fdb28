using PromLauncher.Config;
using PromLauncher.Config.Checks;
using PromLauncher.Config.Reports;
using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary>The options of <c>validate</c>; choices are as on the command line.</summary>
public sealed record ValidateOptions
{
    /// <summary>How to fetch the configurations.</summary>
    public required ConfigurationOptions Configuration { get; init; }

    /// <summary>The locations to check; empty: that of <see cref="ConfigurationOptions.Location"/> or the environment.</summary>
    public IReadOnlyList<string> Locations { get; init; } = [];

    /// <summary>The report's format: one of <see cref="Formats"/>; or null: <c>github</c> inside GitHub Actions, else <c>text</c>.</summary>
    public string? Format { get; init; }

    /// <summary>The minimum severity that fails the check: one of <see cref="Severities"/>.</summary>
    public string FailOn { get; init; } = "error";

    /// <summary>Findings turned off, by id.</summary>
    public IReadOnlyList<string> Disable { get; init; } = [];

    /// <summary>Findings raised to errors, by id.</summary>
    public IReadOnlyList<string> Error { get; init; } = [];

    /// <summary>What the files are: one of <see cref="Kinds"/>; <c>auto</c>: each by its content.</summary>
    public string Kind { get; init; } = "auto";

    /// <summary>Check for Prometheus in agent mode.</summary>
    public bool Agent { get; init; }

    /// <summary>Query neither AWS, a metadata endpoint nor a program's version: placeholders get typed stand-ins.</summary>
    public bool Offline { get; init; }

    /// <summary>Read the text as Prometheus itself would, placeholders unexpanded.</summary>
    public bool NoExpand { get; init; }

    /// <summary>A release whose differences from the target are reported, or null.</summary>
    public string? FromVersion { get; init; }

    /// <summary>Don't look for credential, TLS and password files.</summary>
    public bool NoCredentialFiles { get; init; }

    /// <summary>Don't look for any referenced file but scrape_config_files.</summary>
    public bool NoFiles { get; init; }

    /// <summary>Colours in the text report.</summary>
    public bool Color { get; init; }

    /// <summary>The values of <see cref="Format"/>.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["text", "json", "github", "sarif", "junit", "checkstyle"];

    /// <summary>The values of <see cref="FailOn"/>.</summary>
    public static IReadOnlyList<string> Severities { get; } = ["error", "warning", "note"];

    /// <summary>The values of <see cref="Kind"/>.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["auto", "config", "rules", "targets", "web"];

    internal ReportFormat ReportFormat(bool isGithub) => (Format ?? (isGithub ? "github" : "text")) switch
    {
        "json" => Config.Reports.ReportFormat.Json,
        "github" => Config.Reports.ReportFormat.Github,
        "sarif" => Config.Reports.ReportFormat.Sarif,
        "junit" => Config.Reports.ReportFormat.JUnit,
        "checkstyle" => Config.Reports.ReportFormat.Checkstyle,
        _ => Config.Reports.ReportFormat.Text,
    };

    internal Severity FailingSeverity => FailOn switch
    {
        "note" => Severity.Note,
        "warning" => Severity.Warning,
        _ => Severity.Error,
    };

    /// <exception cref="FailureException">An id is unknown.</exception>
    internal SeverityPolicy Policy
    {
        get
        {
            FindingIds.Check("--disable", Disable);
            FindingIds.Check("--error", Error);
            return new() { Disabled = Disable.ToHashSet(), Errors = Error.ToHashSet(), FailOn = FailingSeverity };
        }
    }

    internal FileKind? FileKind => Kind switch
    {
        "config" => Config.Checks.FileKind.Config,
        "rules" => Config.Checks.FileKind.Rules,
        "targets" => Config.Checks.FileKind.Targets,
        "web" => Config.Checks.FileKind.Web,
        _ => null,
    };

    internal PrometheusVersion? FromRelease => FromVersion is null ? null : PrometheusTargetProbe.Read("--from-version", FromVersion);
}
