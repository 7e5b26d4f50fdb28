using System.Text;
using CliWrap;
using CliWrap.Buffered;
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
        var installed = await VersionAsync(cancellation);
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
                if (BinaryText.IsUtf8(text) && !NotInDebian.Any(text.Contains) && !IsKnownDifference(text)) texts[folder.File($"{texts.Count}.config", text)] = text;
            }

            foreach (var (path, verdict) in await AskAsync([.. texts.Keys], folder.Path, cancellation))
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

    /// <summary>
    /// Where YamlDotNet can't be brought to read what go-yaml reads: <c>[a:, b]</c>, a comment that touches a comma or the sign of a block
    /// scalar, and a line within brackets or double quotes that is indented less than its key.
    /// </summary>
    private static bool IsKnownDifference(string text) =>
        ((string[])[":,", ",#", "|#", ">#"]).Any(text.Contains)
        || YamlDocument.Parse("prometheus.yml", Encoding.UTF8.GetBytes(text)).Diagnostics.Any(finding => finding.Message.Contains("can't be read here", StringComparison.Ordinal));

    private static IEnumerable<string> Accepted(PrometheusSchema schema, ValidationOptions options) =>
        Oracle.Read("config.jsonl").Cases.Select(item => item.Text).Where(text => text.Length < 1500 && Fault(text, schema, options) is null);

    private static string? Fault(string text, PrometheusSchema schema, ValidationOptions options) =>
        Validator.Validate(YamlDocument.Parse("prometheus.yml", Encoding.UTF8.GetBytes(text)), schema, options).FirstOrDefault(finding => finding.Severity == Severity.Error)?.Message;

    private static async Task<PrometheusVersion?> VersionAsync(CancellationToken cancellation)
    {
        try
        {
            var result = await CliWrap.Cli.Wrap("promtool").WithArguments("--version").WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(cancellation);
            return PrometheusVersion.TryParse((result.StandardOutput + result.StandardError).Split(' ')[2].Split('+', ',')[0], out var version) ? version : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    /// <summary>One process for many files. Where it crashes it has said nothing of that file, and of the rest it is asked again.</summary>
    private static async Task<IReadOnlyDictionary<string, (bool Accepted, string Words)>> AskAsync(List<string> paths, string folder, CancellationToken cancellation)
    {
        var verdicts = new Dictionary<string, (bool Accepted, string Words)>();
        while (paths.Count > 0)
        {
            var result = await CliWrap.Cli.Wrap("promtool").WithArguments(["check", "config", "--syntax-only", .. paths]).WithWorkingDirectory(folder)
                .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(cancellation);
            var said = result.StandardOutput.Split("Checking ", StringSplitOptions.RemoveEmptyEntries);
            var reasons = new Queue<string>(result.StandardError.Split("FAILED: ").Skip(1));
            var crashed = result.StandardError.Contains("goroutine ", StringComparison.Ordinal);
            for (var i = 0; i < said.Length - (crashed ? 1 : 0); i++)
            {
                Assert.StartsWith(paths[i], said[i], StringComparison.Ordinal);
                var accepted = said[i].Contains("SUCCESS", StringComparison.Ordinal);
                verdicts[paths[i]] = (accepted, accepted ? "accepted" : reasons.Dequeue().Trim());
            }

            paths = paths[said.Length..];
        }

        return verdicts;
    }
}
