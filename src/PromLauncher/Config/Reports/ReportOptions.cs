namespace PromLauncher.Config.Reports;

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
