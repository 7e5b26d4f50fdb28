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
        var seed = Seed.Value;
        var mutants = new Mutants(new Random(seed), Accepted(schema, options));
        var (accepted, refused) = (0, 0);
        var wrong = new List<string>();
        for (var round = Soak.Rounds(8); round > 0; round--)
        {
            using var folder = new TestFolder();
            foreach (var name in (string[])["secret.txt", "ca.pem", "cert.pem", "key.pem", "a.txt"]) folder.File(name, "x");
            var texts = new Dictionary<string, string>();
            while (texts.Count < Batch)
            {
                var text = mutants.Next();
                if (BinaryText.IsUtf8(text) && !NotInDebian.Any(text.Contains)) texts[folder.File($"{texts.Count}.config", text)] = text;
            }

            foreach (var (path, verdict) in await Promtool.AskAsync(["check", "config", "--syntax-only"], [.. texts.Keys], folder.Path, cancellation))
            {
                _ = verdict.Accepted ? accepted++ : refused++;
                var ours = Fault(texts[path], schema, options);
                if (verdict.Accepted != ours is null) wrong.Add($"seed {seed}: promtool: {verdict.Words}\nhere: {ours ?? "accepted"}\n{texts[path]}");
            }
        }

        output.WriteLine($"{accepted} accepted, {refused} refused, {wrong.Count} otherwise here; promtool {version}, seed {seed}");
        Assert.True(wrong.Count == 0, string.Join("\n\n", wrong));
        Assert.True(accepted > 100 && refused > 100, "too few of a kind: nothing was proven");
    }

    private static IEnumerable<string> Accepted(PrometheusSchema schema, ValidationOptions options) =>
        Oracle.Read("config.jsonl").Cases.Select(item => item.Text).Where(text => text.Length < 1500 && Fault(text, schema, options) is null);

    private static string? Fault(string text, PrometheusSchema schema, ValidationOptions options) =>
        Validator.Validate(YamlDocument.Parse("prometheus.yml", Encoding.UTF8.GetBytes(text)), schema, options).FirstOrDefault(finding => finding.Severity == Severity.Error)?.Message;
}
