namespace PromLauncher.Config.Reports;

/// <summary>How <c>--disable</c>, <c>--error</c> and <c>--fail-on</c> affect findings.</summary>
public sealed record SeverityPolicy
{
    /// <summary>Ids of warnings and notes that are not reported. What Prometheus refuses stays an error: hiding it would only delay it until the start.</summary>
    public IReadOnlySet<string> Disabled { get; init; } = new HashSet<string>();

    /// <summary>Ids that count as errors.</summary>
    public IReadOnlySet<string> Errors { get; init; } = new HashSet<string>();

    /// <summary>Findings of this severity or above fail the run.</summary>
    public Severity FailOn { get; init; } = Severity.Error;

    /// <summary>The findings to report, with their final severity, in their order.</summary>
    public IReadOnlyList<Diagnostic> Apply(IEnumerable<Diagnostic> findings)
    {
        var reported = new List<Diagnostic>();
        foreach (var finding in findings)
        {
            if (Errors.Contains(finding.Id)) reported.Add(finding with { Severity = Severity.Error });
            else if (finding.Severity == Severity.Error || !Disabled.Contains(finding.Id)) reported.Add(finding);
        }

        return reported;
    }

    /// <summary>Whether reported findings fail the run.</summary>
    public bool Fails(IEnumerable<Diagnostic> reported) => reported.Any(finding => finding.Severity >= FailOn);
}
