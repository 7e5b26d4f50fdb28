using System.Text;
using PromLauncher.Config;
using PromLauncher.Config.Document;
using PromLauncher.Config.Schema;
using PromLauncher.Config.Validation;
using PromLauncher.Tests.Supervision;

namespace PromLauncher.Tests.Config.Validation;

/// <summary>Random configurations: our verdict is that of the promtool that is installed here.</summary>
[Trait("Category", "Soak")]
public sealed class PromtoolTest(ITestOutputHelper output)
{
    private const int Batch = 250;

    /// <summary>As promtool runs in a test: no region in the environment, no metadata service.</summary>
    private static readonly DeploymentFacts Nowhere = new() { HasRegion = false, HasInstanceMetadata = false };

    /// <summary>Debian builds its package without these.</summary>
    private static readonly string[] NotInDebian = ["consul_sd", "kubernetes_sd", "kuma_sd", "linode_sd", "nomad_sd"];

    [Fact]
    public async Task Random_configurations_get_the_verdict_of_promtool()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var installed = await Promtool.VersionAsync(cancellation);
        Assert.SkipWhen(installed is null, "promtool is not installed");
        var version = installed.Value;
        var schema = PrometheusSchema.For(version);
        var options = new ValidationOptions { Version = version, Deployment = Nowhere };
        await new PromtoolComparison
        {
            Batch = Batch,
            Rounds = 8,
            Least = 100,
            Extension = ".config",
            Companions = ["secret.txt", "ca.pem", "cert.pem", "key.pem", "a.txt"],
            Fault = text => Fault(text, schema, options),
            Ask = (paths, folder, token) => Promtool.AskAsync(["check", "config", "--syntax-only"], paths, folder, token),
            IsJudged = static text => !NotInDebian.Any(text.Contains),
        }.RunAsync(Oracle.Read("config.jsonl").Cases.Select(static item => item.Text), version, output);
    }

    private static string? Fault(string text, PrometheusSchema schema, ValidationOptions options) =>
        Validator.Validate(YamlDocument.Parse("prometheus.yml", Encoding.UTF8.GetBytes(text)), schema, options).FirstOrDefault(finding => finding.Severity == Severity.Error)?.Message;
}
