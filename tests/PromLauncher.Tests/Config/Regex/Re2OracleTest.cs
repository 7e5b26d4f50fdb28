using PromLauncher.Config;
using PromLauncher.Config.Regex;

namespace PromLauncher.Tests.Config.Regex;

/// <summary>Holds the checker to what thirteen Prometheus releases say of a thousand patterns.</summary>
public sealed class Re2OracleTest
{
    [Fact]
    public void Every_pattern_gets_the_verdict_of_every_release()
    {
        var (versions, cases) = Oracle.Read("regex.jsonl");
        var releases = versions.Select(PrometheusVersion.Parse).ToArray();
        var differences = new List<string>();
        foreach (var item in cases)
        {
            for (var i = 0; i < releases.Length; i++)
            {
                var fault = Re2.Check(item.Text, releases[i]);
                if (item.Verdicts[i] != '?' && item.Verdicts[i] == '1' != fault is null)
                {
                    differences.Add($"line {item.Line} {versions[i]}: {item.Text} {(fault is null ? "is accepted here" : "is refused here: " + fault.Message)}");
                }
            }
        }

        Assert.Empty(differences);
        Assert.True(cases.Length > 1000);
    }
}
