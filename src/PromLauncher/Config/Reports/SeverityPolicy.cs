namespace PromLauncher.Config.Reports;

/// <summary>What <c>--disable</c>, <c>--error</c> and <c>--fail-on</c> make of findings.</summary>
public sealed record SeverityPolicy
{
    /// <summary>Ids of warnings and notes that are not told. What Prometheus refuses stays an error: hiding it would only move it to the start.</summary>
    public IReadOnlySet<string> Disabled { get; init; } = new HashSet<string>();

    /// <summary>Ids that count as errors.</summary>
    public IReadOnlySet<string> Errors { get; init; } = new HashSet<string>();

    /// <summary>Findings from this severity on fail the run.</summary>
    public Severity FailOn { get; init; } = Severity.Error;

    /// <summary>The findings that are told, with the severity they are told with, in their order.</summary>
    public IReadOnlyList<Diagnostic> Apply(IEnumerable<Diagnostic> findings)
    {
        var told = new List<Diagnostic>();
        foreach (var finding in findings)
        {
            if (Errors.Contains(finding.Id)) told.Add(finding with { Severity = Severity.Error });
            else if (finding.Severity == Severity.Error || !Disabled.Contains(finding.Id)) told.Add(finding);
        }

        return told;
    }

    /// <summary>Whether told findings fail the run.</summary>
    public bool Fails(IEnumerable<Diagnostic> told) => told.Any(finding => finding.Severity >= FailOn);
}
