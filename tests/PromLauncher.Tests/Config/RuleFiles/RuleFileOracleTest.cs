using System.Text;
using PromLauncher.Config;
using PromLauncher.Config.Document;
using PromLauncher.Config.RuleFiles;

namespace PromLauncher.Tests.Config.RuleFiles;

/// <summary>Holds the checker of rule files to what <c>promtool check rules</c> of thirteen releases says.</summary>
public sealed class RuleFileOracleTest
{
    [Fact]
    public void Every_rule_file_gets_the_verdict_of_every_release() =>
        OracleDifferences.Compare("rules.jsonl", (item, version) =>
        {
            var document = RuleFile.Read("rules.yml", Encoding.UTF8.GetBytes(item.Text));
            var fault = RuleFile.Check(document, new() { Version = version }).FirstOrDefault(finding => finding.Severity == Severity.Error);
            return (fault is null, fault?.Message ?? "");
        }).AssertExplained(share: 0.01);
}
