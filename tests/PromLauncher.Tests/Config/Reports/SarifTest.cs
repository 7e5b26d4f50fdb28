using System.Text.Json;
using PromLauncher.Config;
using PromLauncher.Config.Reports;
using PromLauncher.Tests.Docs;

namespace PromLauncher.Tests.Config.Reports;

/// <summary>SARIF logs, held to the published schema by a validator that others keep (tests/lint).</summary>
public sealed class SarifTest(LintTools tools) : IClassFixture<LintTools>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("promlauncher-sarif").FullName;

    [Fact]
    public async Task Every_log_follows_the_published_schema()
    {
        var everyKind = Samples.Report([.. FindingKind.All.Select(static kind => Samples.Finding("scrape_intervall", kind.Most, kind.Id) with { Help = kind.Help, Url = kind.Url })]);
        var (code, output) = await tools.RunAsync(["sarif", Save("everything", Samples.Everything()), Save("nothing", Samples.Report()), Save("no-files", new Report(new(3, 14), [])), Save("every-kind", everyKind)]);
        Assert.Equal((0, ""), (code, output));
    }

    [Theory]
    [InlineData("\"startLine\": 2", "\"startLine\": 0")]
    [InlineData("columnKind", "columnKinds")]
    [InlineData("\"level\": \"error\"", "\"level\": \"fatal\"")]
    [InlineData("\"helpUri\": \"https:", "\"helpUri\": \"no uri:")]
    public async Task The_schema_refuses_what_is_not_a_log(string good, string bad)
    {
        var text = Samples.Write(ReportFormat.Sarif, Samples.Everything());
        Assert.Contains(good, text, StringComparison.Ordinal);
        var (code, output) = await tools.RunAsync("sarif", Save("bad", text.Replace(good, bad, StringComparison.Ordinal)));
        Assert.Equal(1, code);
        Assert.NotEmpty(output);
    }

    [Fact]
    public void Rules_are_the_kinds_that_were_found()
    {
        using var json = JsonDocument.Parse(Samples.Write(ReportFormat.Sarif, Samples.Everything(), new() { ToolVersion = "1.2.3" }));
        var run = json.RootElement.GetProperty("runs")[0];
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules");
        Assert.Equal(["honor-labels", "literal-secret", "unknown-field"], rules.EnumerateArray().Select(static rule => rule.GetProperty("id").GetString()));
        Assert.Equal(FindingKind.Find("unknown-field")!.Summary, rules[2].GetProperty("shortDescription").GetProperty("markdown").GetString());
        var results = run.GetProperty("results").EnumerateArray().ToArray();
        Assert.Equal(4, results.Length);
        // 3.27.6: ruleIndex points to the descriptor whose id is ruleId.
        Assert.All(results, result => Assert.Equal(result.GetProperty("ruleId").GetString(), rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString()));
        Assert.Equal("s3://bucket/pre%20fix/rules.yml", results[3].GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString());
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Save(string name, Report report) => Save(name, Samples.Write(ReportFormat.Sarif, report));

    private string Save(string name, string text)
    {
        var path = Path.Combine(_folder, name + ".sarif");
        File.WriteAllText(path, text);
        return path;
    }
}
