namespace PromLauncher.Config.Reports;

/// <summary>
/// GitHub's workflow commands
/// (<see href="https://docs.github.com/actions/reference/workflow-commands-for-github-actions"/>): each finding is shown at its line.
/// </summary>
internal static class GithubReport
{
    /// <summary>Writes a command for each finding, then the summary as plain text.</summary>
    public static void Write(Report report, TextWriter output)
    {
        foreach (var file in report.Files)
        {
            foreach (var finding in file.Findings) output.WriteLine(Command(file, finding));
        }

        output.WriteLine(ReportWriter.Summary(report));
    }

    private static string Command(FileReport file, Diagnostic finding)
    {
        var kind = finding.Severity == Severity.Note ? "notice" : ReportWriter.Name(finding.Severity);
        var message = finding.Help is { } help ? $"{finding.Message}\n{help}" : finding.Message;
        var title = $"title={Property(finding.Id)}";

        // What isn't a file of the checkout has no line there: its position goes into the text.
        if (file.Location.Contains("://", StringComparison.Ordinal) || finding.Span.Line < 1)
        {
            return $"::{kind} {title}::{Data($"{file.Location}:{finding.Span.Line}:{finding.Span.Column}: {message}")}";
        }

        var place = $"file={Property(file.Location)},line={finding.Span.Line},endLine={finding.Span.EndLine}";

        // Columns are accepted for a single line only.
        if (finding.Span.Line == finding.Span.EndLine) place += $",col={finding.Span.Column},endColumn={finding.Span.EndColumn}";
        return $"::{kind} {place},{title}::{Data(message)}";
    }

    private static string Data(string text) =>
        string.Join("%0A", text.Replace("%", "%25", StringComparison.Ordinal).Split('\n').Select(static line => Printable.Line(line)));

    private static string Property(string text) =>
        Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
