using System.Globalization;

namespace PromLauncher.Config.Reports;

/// <summary>Checkstyle's XML, which many review tools read.</summary>
internal static class CheckstyleReport
{
    /// <summary>Writes the document.</summary>
    public static void Write(Report report, TextWriter output)
    {
        using var xml = XmlOutput.Create(output);
        xml.WriteStartElement("checkstyle");
        xml.WriteAttributeString("version", "10.0");
        foreach (var file in report.Files)
        {
            xml.WriteStartElement("file");
            xml.WriteAttributeString("name", Printable.Line(file.Location));
            foreach (var finding in file.Findings)
            {
                xml.WriteStartElement("error");
                xml.WriteAttributeString("line", finding.Span.Line.ToString(CultureInfo.InvariantCulture));
                // Checkstyle itself writes no column of what concerns a whole file, in line 0.
                if (finding.Span.Column > 0) xml.WriteAttributeString("column", finding.Span.Column.ToString(CultureInfo.InvariantCulture));
                xml.WriteAttributeString("severity", finding.Severity == Severity.Note ? "info" : ReportWriter.Name(finding.Severity));
                xml.WriteAttributeString("message", Printable.Line(finding.Help is { } help ? $"{finding.Message} {help}" : finding.Message));
                xml.WriteAttributeString("source", "promlauncher." + finding.Id);
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }
}
