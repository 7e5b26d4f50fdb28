using System.Text.Json;
using System.Xml.Linq;
using PromLauncher.Config;
using PromLauncher.Config.Reports;

namespace PromLauncher.Tests.Config.Reports;

/// <summary>The formats that programs read.</summary>
public sealed class MachineReportTest
{
    [Fact]
    public void Json_is_the_object_of_the_contract()
    {
        using var json = JsonDocument.Parse(Samples.Write(ReportFormat.Json, Samples.Everything()));
        var root = json.RootElement;
        Assert.Equal(["version", "prometheusVersion", "summary", "files"], Names(root));
        Assert.Equal(1, root.GetProperty("version").GetInt32());
        Assert.Equal("3.14", root.GetProperty("prometheusVersion").GetString());
        Assert.Equal("""{"errors":2,"warnings":1,"notes":1}""", JsonSerializer.Serialize(root.GetProperty("summary")));
        var files = root.GetProperty("files").EnumerateArray().ToArray();
        Assert.Equal([false, false, true], files.Select(file => file.GetProperty("valid").GetBoolean()));
        Assert.All(files, file => Assert.Equal(["location", "valid", "findings"], Names(file)));
        var finding = files[0].GetProperty("findings")[0];
        Assert.Equal(["id", "severity", "message", "help", "file", "line", "column", "endLine", "endColumn", "url"], Names(finding));
        Assert.Equal((2, 3, 2, 19), (finding.GetProperty("line").GetInt32(), finding.GetProperty("column").GetInt32(), finding.GetProperty("endLine").GetInt32(), finding.GetProperty("endColumn").GetInt32()));
        Assert.Equal("error", finding.GetProperty("severity").GetString());
        Assert.Equal(JsonValueKind.Null, files[0].GetProperty("findings")[2].GetProperty("help").ValueKind);
    }

    [Fact]
    public void Github_commands_are_escaped()
    {
        var lines = Samples.Write(ReportFormat.Github, Samples.Everything()).Split('\n');
        Assert.Equal("::error file=conf/prometheus.yml,line=2,endLine=2,col=3,endColumn=19,title=unknown-field::`scrape_intervall` is not a field of `global`.%0ADid you mean `scrape_interval`?", lines[0]);
        Assert.StartsWith("::warning file=conf/prometheus.yml,line=4,", lines[1], StringComparison.Ordinal);
        Assert.Contains("100 %25 sure%0Aof", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("::notice ", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("::error title=unknown-field::s3://bucket/pre fix/rules.yml:", lines[3], StringComparison.Ordinal);
        var odd = new Report(new(3, 14), [new() { Location = "a:b,c%.yml", Findings = [Samples.Finding("global")] }]);
        Assert.StartsWith("::error file=a%3Ab%2Cc%25.yml,", Samples.Write(ReportFormat.Github, odd), StringComparison.Ordinal);
        var control = new Report(new(3, 14), [new() { Location = "a\e.yml", Findings = [Samples.Finding("global", message: "\e[2J \r\n\u009b \u202e")] }]);
        Assert.DoesNotContain(Samples.Write(ReportFormat.Github, control), static c => c is not '\n' && char.IsControl(c) || c is '\u202e');
    }

    [Fact]
    public void Checkstyle_names_file_place_and_source()
    {
        var document = XDocument.Parse(Samples.Write(ReportFormat.Checkstyle, Samples.Everything()));
        Assert.Equal("checkstyle", document.Root!.Name.LocalName);
        Assert.Equal(3, document.Root.Elements("file").Count());
        var error = document.Descendants("error").First();
        Assert.Equal(("2", "3", "error", "promlauncher.unknown-field"), (error.Attribute("line")!.Value, error.Attribute("column")!.Value, error.Attribute("severity")!.Value, error.Attribute("source")!.Value));
        Assert.Contains("info", document.Descendants("error").Select(e => e.Attribute("severity")!.Value));
    }

    private static string[] Names(JsonElement element) => [.. element.EnumerateObject().Select(property => property.Name)];
}
