using System.Text;
using PromLauncher.Config;
using PromLauncher.Config.Document;
using PromLauncher.Config.RuleFiles;
using PromLauncher.Config.TargetFiles;
using PromLauncher.Config.Validation;
using PromLauncher.Config.WebFiles;
using PromLauncher.Tests.Supervision;

namespace PromLauncher.Tests.Config.Validation;

/// <summary>Random rules, lists of targets and web configurations: our verdict is that of the promtool that is installed here.</summary>
[Trait("Category", "Soak")]
public sealed class OtherFilesPromtoolTest(ITestOutputHelper output)
{
    private const int Batch = 200;

    private delegate Task<IReadOnlyDictionary<string, (bool Accepted, string Words)>> Ask(List<string> paths, string folder, CancellationToken cancellation);

    [Fact]
    public Task Random_rules_get_the_verdict_of_promtool() => CompareAsync(
        "rules.jsonl",
        ["rules", "template"],
        (text, version) => RuleFile.Check(RuleFile.Read("a.yml", text), new() { Version = version }),
        (paths, folder, cancellation) => Promtool.AskAsync(["check", "rules", "--lint=none"], paths, folder, cancellation),
        IsExpression);

    [Fact]
    public Task Random_lists_of_targets_get_the_verdict_of_promtool() => CompareAsync(
        "targets-and-web.jsonl",
        ["targets.yml"],
        (text, version) => TargetFile.Check("a.yml", text, new() { Version = version, AddressesAreFinal = true }),
        async (paths, folder, cancellation) =>
        {
            var configs = paths.ToDictionary(path => Path.ChangeExtension(path, ".config"), path => path);
            foreach (var (config, path) in configs) await File.WriteAllTextAsync(config, $"scrape_configs: [{{job_name: a, file_sd_configs: [{{files: [{path}]}}]}}]", cancellation);
            var verdicts = await Promtool.AskAsync(["check", "config"], [.. configs.Keys], folder, cancellation);
            return verdicts.ToDictionary(verdict => configs[verdict.Key], verdict => verdict.Value);
        });

    [Fact]
    public Task Random_web_configurations_get_the_verdict_of_promtool() => CompareAsync(
        "targets-and-web.jsonl",
        ["web"],
        (text, version) =>
        {
            var result = WebConfigFile.Check(YamlDocument.Parse("a.yml", text), version);
            return [.. result.Findings, .. MissingFiles.Find(new(new Dictionary<string, ReadOnlyMemory<byte>>(), "a.yml"), result.References, Severity.Error, static _ => false)];
        },
        Promtool.AskOfWebAsync);

    /// <summary>Only PromQL's own parser judges expressions.</summary>
    private static bool IsExpression(string words) =>
        words.Contains("could not parse expression", StringComparison.Ordinal) && !words.Contains("could not parse expression: 1:1: parse error: no expression", StringComparison.Ordinal);

    private async Task CompareAsync(string seeds, string[] kinds, Func<byte[], PrometheusVersion, IReadOnlyList<Diagnostic>> check, Ask ask, Func<string, bool>? isBeyondUs = null)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var installed = await Promtool.VersionAsync(cancellation);
        Assert.SkipWhen(installed is null, "promtool is not installed");
        await new PromtoolComparison
        {
            Batch = Batch,
            Rounds = 3,
            Least = 30,
            Extension = ".yml",
            Fault = text => check(Encoding.UTF8.GetBytes(text), installed.Value).FirstOrDefault(static finding => finding.Severity == Severity.Error)?.Message,
            Ask = (paths, folder, token) => ask(paths, folder, token),
            IsKnown = (_, words, ours) => ours is null && isBeyondUs?.Invoke(words) == true,
        }.RunAsync(Oracle.Read(seeds).Cases.Where(item => kinds.Contains(item.Kind)).Select(static item => item.Text), installed.Value, output);
    }
}
