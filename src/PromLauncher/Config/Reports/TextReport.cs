namespace PromLauncher.Config.Reports;

/// <summary>Readable text: position, severity and message in the style of compilers, then the line with a caret and what to do.</summary>
internal static class TextReport
{
    private const string Reset = "\e[0m";
    private const string Bold = "\e[1m";

    /// <summary>Writes every finding and the summary.</summary>
    public static void Write(Report report, TextWriter output, ReportOptions options)
    {
        foreach (var file in report.Files)
        {
            var excerpts = new Excerpts(file);
            foreach (var finding in file.Findings) Write(file, excerpts, finding, output, options.Color);
        }

        output.WriteLine(ReportWriter.Summary(report));
    }

    private static void Write(FileReport file, Excerpts excerpts, Diagnostic finding, TextWriter output, bool color)
    {
        var (bold, tint, reset) = color ? (Bold, Tint(finding.Severity), Reset) : ("", "", "");
        var place = finding.Span.Line > 0 ? $":{finding.Span.Line}:{finding.Span.Column}" : "";
        output.WriteLine($"{bold}{Printable.Line(file.Location)}{place}: {tint}{ReportWriter.Name(finding.Severity)}:{reset}{bold} {Printable.Line(finding.Message)}{reset} [{finding.Id}]");
        if (finding.Span.Line > 0 && excerpts.Of(finding.Span) is { } excerpt)
        {
            var number = finding.Span.Line.ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(5);
            output.WriteLine($"{number} | {excerpt.Text}");
            output.WriteLine($"{new string(' ', number.Length)} | {tint}{excerpt.Marker}{reset}");
        }

        if (finding.Help is { } help) output.WriteLine($"      {bold}help:{reset} {Printable.Line(help)}");
        if (finding.Url is { } url) output.WriteLine($"      {bold}see:{reset} {Printable.Line(url)}");
        output.WriteLine();
    }

    private static string Tint(Severity severity) => severity switch
    {
        Severity.Error => "\e[1;31m",
        Severity.Warning => "\e[1;33m",
        _ => "\e[1;36m",
    };
}
