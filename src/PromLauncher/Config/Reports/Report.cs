using PromLauncher.Config.Document;

namespace PromLauncher.Config.Reports;

/// <summary>What <c>validate</c> found, ready to be written in one of several formats.</summary>
/// <param name="Version">The Prometheus release whose rules were applied.</param>
/// <param name="Files">Every file that was checked, including those without findings.</param>
public sealed record Report(PrometheusVersion Version, IReadOnlyList<FileReport> Files)
{
    /// <summary>How many findings of a severity there are.</summary>
    public int Count(Severity severity) => Files.Sum(file => file.Findings.Count(finding => finding.Severity == severity));
}

/// <summary>One file and what was found in it.</summary>
public sealed record FileReport
{
    /// <summary>Where the file is, as the user named it: <c>conf/prometheus.yml</c>, <c>s3://bucket/prometheus.yml</c>.</summary>
    public required string Location { get; init; }

    /// <summary>The findings, ordered by position.</summary>
    public required IReadOnlyList<Diagnostic> Findings { get; init; }

    /// <summary>The file as it was before expansion, for excerpts; null when there is none to show.</summary>
    public SourceText? Source { get; init; }

    /// <summary>Where literal secrets are in <see cref="Source"/>, in its order: excerpts mask them.</summary>
    public IReadOnlyList<TextSpan> Secrets { get; init => field = [.. value.OrderBy(static place => place.Start)]; } = [];

    /// <summary>True when the chosen Prometheus release accepts the file.</summary>
    public bool IsValid => !Findings.Any(finding => finding.Severity == Severity.Error);
}
