using System.Globalization;
using System.Xml.Linq;
using PromLauncher.Config;
using PromLauncher.Config.Reports;

namespace PromLauncher.Tests.Config.Reports;

/// <summary>
/// Checkstyle files. The Checkstyle project publishes schemas of its configuration, but none of its reports: what is held here is what its
/// XMLLogger writes and what the usual parsers read, those of Jenkins (CheckStyleParser of jenkinsci/analysis-model) and reviewdog
/// (checkstyle.go of reviewdog/errorformat): <c>checkstyle/file/error</c>, with the attributes below.
/// </summary>
public sealed class CheckstyleTest
{
    private static readonly string[] Severities = ["error", "warning", "info"];
    private static readonly string[] Attributes = ["line", "column", "severity", "message", "source"];

    [Fact]
    public void Parsers_find_what_they_read()
    {
        var errors = Read(Samples.Write(ReportFormat.Checkstyle, Samples.Everything())).Descendants("error").ToList();
        Assert.Equal(Severities.Order(StringComparer.Ordinal), errors.Select(static error => error.Attribute("severity")!.Value).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_report_without_findings_or_files_is_one_too()
    {
        Assert.Equal("a.yml", Assert.Single(Read(Samples.Write(ReportFormat.Checkstyle, new(new(3, 14), [new() { Location = "a.yml", Findings = [] }]))).Elements()).Attribute("name")!.Value);
        Assert.Empty(Read(Samples.Write(ReportFormat.Checkstyle, new Report(new(3, 14), []))).Elements());
    }

    [Fact]
    public void What_XML_can_not_hold_is_no_fault_of_the_file()
    {
        var report = new Report(new(3, 14), [new() { Location = "a\e<&\".yml", Findings = [Samples.Finding("global", message: "\0 \ud800 <b> & \"'\r\n")] }]);
        Read(Samples.Write(ReportFormat.Checkstyle, report));
    }

    private static XElement Read(string xml)
    {
        var document = XDocument.Parse(xml);
        var root = document.Root!;
        Assert.Equal("checkstyle", root.Name);
        Assert.Equal("version", Assert.Single(root.Attributes()).Name);
        foreach (var file in root.Elements())
        {
            Assert.Equal("file", file.Name);
            Assert.Equal("name", Assert.Single(file.Attributes()).Name);
            Assert.NotEmpty(file.Attribute("name")!.Value);
            foreach (var error in file.Elements())
            {
                Assert.Equal("error", error.Name);
                Assert.Empty(error.Nodes());
                var line = int.Parse(error.Attribute("line")!.Value, NumberStyles.None, CultureInfo.InvariantCulture);
                Assert.Equal(Attributes.Where(name => name != "column" || line > 0), error.Attributes().Select(static attribute => attribute.Name.ToString()));
                if (line > 0) Assert.True(int.Parse(error.Attribute("column")!.Value, NumberStyles.None, CultureInfo.InvariantCulture) > 0);
                Assert.Contains(error.Attribute("severity")!.Value, Severities);
                Assert.NotEmpty(error.Attribute("message")!.Value.Trim());
                // Jenkins takes what is before the last dot for the category, and what is after it for the type.
                Assert.Matches(@"^promlauncher\.[a-z0-9-]+$", error.Attribute("source")!.Value);
            }
        }

        return root;
    }
}
