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
