using System.Globalization;
using System.Xml;

namespace PromLauncher.Config.Reports;

/// <summary>
/// JUnit's XML, in the form that Jenkins publishes a schema for (xunit-plugin, junit-4.xsd) and GitLab reads: a suite for each file, a case for each finding;
/// a file without any has one case that passes.
/// </summary>
internal static class JUnitReport
{
    /// <summary>Writes the document.</summary>
    public static void Write(Report report, TextWriter output, ReportOptions options)
    {
        using var xml = XmlOutput.Create(output);
        xml.WriteStartElement("testsuites");
        xml.WriteAttributeString("name", "promlauncher validate");
        Counts(xml, report.Files.Sum(Cases), report.Files.Sum(file => Failures(file, options)));
        foreach (var file in report.Files)
        {
            xml.WriteStartElement("testsuite");
            xml.WriteAttributeString("name", Printable.Line(file.Location));
            Counts(xml, Cases(file), Failures(file, options));
            if (file.Findings.Count == 0) Case(xml, file, $"valid for Prometheus {report.Version.ToMinorString()}", null, options);
            foreach (var finding in file.Findings) Case(xml, file, $"{finding.Span.Line}:{finding.Span.Column} {finding.Id}", finding, options);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Case(XmlWriter xml, FileReport file, string name, Diagnostic? finding, ReportOptions options)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("name", name);
        xml.WriteAttributeString("classname", Printable.Line(file.Location));
        if (finding is not null)
        {
            var text = $"{file.Location}:{finding.Span.Line}:{finding.Span.Column}: {ReportWriter.Name(finding.Severity)}: {finding.Message}";
            if (finding.Severity >= options.FailOn)
            {
                xml.WriteStartElement("failure");
                xml.WriteAttributeString("type", finding.Id);
                xml.WriteAttributeString("message", Printable.Line(finding.Message));
                xml.WriteString(Printable.Line(text) + (finding.Help is { } help ? "\n" + Printable.Line(help) : ""));
            }
            else
            {
                xml.WriteStartElement("system-out");
                xml.WriteString(Printable.Line(text) + (finding.Help is { } help ? "\n" + Printable.Line(help) : ""));
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Counts(XmlWriter xml, int tests, int failures)
    {
        xml.WriteAttributeString("tests", tests.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("failures", failures.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("errors", "0");
    }

    private static int Cases(FileReport file) => Math.Max(1, file.Findings.Count);

    private static int Failures(FileReport file, ReportOptions options) => file.Findings.Count(finding => finding.Severity >= options.FailOn);
}
