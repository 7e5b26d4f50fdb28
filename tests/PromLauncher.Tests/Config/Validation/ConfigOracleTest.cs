using System.Text;
using PromLauncher.Config;
using PromLauncher.Config.Document;
using PromLauncher.Config.Schema;
using PromLauncher.Config.Validation;

namespace PromLauncher.Tests.Config.Validation;

/// <summary>Holds our verdict against that of 13 releases' promtool on thousands of files.</summary>
public sealed class ConfigOracleTest(ITestOutputHelper output)
{
    /// <summary>No region and no metadata service, as where the verdicts were observed.</summary>
    private static readonly DeploymentFacts Nowhere = new() { HasRegion = false, HasInstanceMetadata = false };

    [Fact]
    public void The_verdict_is_that_of_each_release_but_for_what_is_listed_with_its_reason()
    {
        var (versions, cases) = Oracle.Read("config.jsonl");
        var releases = versions.Select(PrometheusVersion.Parse).ToArray();
        var schemas = releases.Select(PrometheusSchema.For).ToArray();
        var found = new List<string>();
        var details = new StringBuilder();
        var (compared, differing) = (0, 0);
        foreach (var item in cases)
        {
            var document = YamlDocument.Parse("prometheus.yml", Encoding.UTF8.GetBytes(item.Text));
            var wrong = new List<string>();
            for (var i = 0; i < releases.Length; i++)
            {
                if (item.Verdicts[i] == '?') continue;
                compared++;
                var error = Validator.Validate(document, schemas[i], new() { Version = releases[i], Deployment = Nowhere }).FirstOrDefault(finding => finding.Severity == Severity.Error);
                if (error is null == (item.Verdicts[i] == '1')) continue;
                differing++;
                wrong.Add(versions[i]);
                details.AppendLine($"{item.Line}\t{versions[i]}\t{item.Verdicts[i]}\t{error?.Message}");
            }

            if (wrong.Count > 0) found.Add($"{item.Line}\t{string.Join(',', wrong)}");
        }

        if (Environment.GetEnvironmentVariable("ORACLE_DIFFERENCES") is { Length: > 0 } path) File.WriteAllText(path, details.ToString());
        output.WriteLine($"{differing} of {compared} comparisons differ");
        Assert.Equal(Listed(), found);
        Assert.True(compared > 60_000 && differing * 100 < compared, $"{differing} of {compared} comparisons differ");
    }

    /// <summary>A new difference turns the test red, and so does one that has gone.</summary>
    private static List<string> Listed()
    {
        var lines = File.ReadLines(Path.Combine(Repository.Root, "tests", "PromLauncher.Tests", "Data", "oracle", "config.differences.tsv"));
        var listed = new List<string>();
        foreach (var line in lines)
        {
            if (line.StartsWith('#')) continue;
            var columns = line.Split('\t');
            Assert.True(columns is [_, _, { Length: > 20 }], $"a difference without its reason: {line}");
            listed.Add($"{columns[0]}\t{columns[1]}");
        }

        return listed;
    }
}
