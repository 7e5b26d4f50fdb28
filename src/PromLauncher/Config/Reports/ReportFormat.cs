namespace PromLauncher.Config.Reports;

/// <summary>The formats of <c>--format</c>.</summary>
public enum ReportFormat
{
    /// <summary>Readable text, in the style of compilers.</summary>
    Text,

    /// <summary>One JSON object.</summary>
    Json,

    /// <summary>Workflow commands, which GitHub shows at the lines of a pull request.</summary>
    Github,

    /// <summary>SARIF 2.1.0 (OASIS), for code scanning.</summary>
    Sarif,

    /// <summary>JUnit's XML as Jenkins and GitLab read it.</summary>
    JUnit,

    /// <summary>Checkstyle's XML.</summary>
    Checkstyle,
}

/// <summary>How a report is written.</summary>
public sealed record ReportOptions
{
    /// <summary>Whether text is coloured.</summary>
    public bool Color { get; init; }

    /// <summary>Findings of this severity or above fail the run.</summary>
    public Severity FailOn { get; init; } = Severity.Error;

    /// <summary>promlauncher's own version, for formats that name the tool.</summary>
    public string ToolVersion { get; init; } = "0.0.0";
}
