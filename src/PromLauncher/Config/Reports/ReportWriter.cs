namespace PromLauncher.Config.Reports;

/// <summary>Writes a report in the requested format.</summary>
public static class ReportWriter
{
    /// <summary>Writes the whole report; the writer is not flushed.</summary>
    public static void Write(ReportFormat format, Report report, TextWriter output, ReportOptions options)
    {
        switch (format)
        {
            case ReportFormat.Json:
                JsonReport.Write(report, output);
                break;
            case ReportFormat.Github:
                GithubReport.Write(report, output);
                break;
            case ReportFormat.Sarif:
                SarifReport.Write(report, output, options);
                break;
            case ReportFormat.JUnit:
                JUnitReport.Write(report, output, options);
                break;
            case ReportFormat.Checkstyle:
                CheckstyleReport.Write(report, output);
                break;
            default:
                TextReport.Write(report, output, options);
                break;
        }
    }

    /// <summary>
    /// The summary in one line, such as <c>2 errors, 1 warning in 3 files (Prometheus 3.14)</c>, without a line break.
    /// </summary>
    public static string Summary(Report report)
    {
        var (errors, warnings, notes) = (report.Count(Severity.Error), report.Count(Severity.Warning), report.Count(Severity.Note));
        var files = Plural(report.Files.Count, "file");
        var release = $"Prometheus {report.Version.ToMinorString()}";
        if (errors + warnings + notes == 0) return $"{files} valid for {release}";
        var counts = new List<string>();
        if (errors > 0) counts.Add(Plural(errors, "error"));
        if (warnings > 0) counts.Add(Plural(warnings, "warning"));
        if (notes > 0) counts.Add(Plural(notes, "note"));
        return $"{string.Join(", ", counts)} in {files}{(errors == 0 ? ", valid" : "")} ({release})";
    }

    /// <summary>The severity as every format spells it.</summary>
    internal static string Name(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "note",
    };

    private static string Plural(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
