using System.Text;
using PromLauncher.Config;
using PromLauncher.Config.Document;
using PromLauncher.Config.TargetFiles;
using PromLauncher.Config.WebFiles;

namespace PromLauncher.Tests.Config;

/// <summary>Holds the checkers of target lists and web configurations to what promtool of thirteen releases says.</summary>
public sealed class TargetsAndWebOracleTest
{
    [Fact]
    public void Every_file_gets_the_verdict_of_every_release() =>
        OracleDifferences.Compare("targets-and-web.jsonl", (item, version) =>
        {
            var bytes = Encoding.UTF8.GetBytes(item.Text);
            var found = item.Kind == "web" ? Web(bytes, version) : TargetFile.Check(item.Kind, bytes, new() { Version = version, AddressesAreFinal = true });
            var fault = found.FirstOrDefault(finding => finding.Severity == Severity.Error);
            return (fault is null, fault?.Message ?? "");
        }).AssertExplained(share: 0.01);

    /// <summary>No file stood beside them.</summary>
    private static IReadOnlyList<Diagnostic> Web(byte[] bytes, PrometheusVersion version)
    {
        var result = WebConfigFile.Check(YamlDocument.Parse("web.yml", bytes), version);
        var missing = PromLauncher.Config.Validation.MissingFiles.Find(
            new(new Dictionary<string, ReadOnlyMemory<byte>>(), "web.yml"), result.References, Severity.Error, _ => false);
        return [.. result.Findings, .. missing];
    }
}
