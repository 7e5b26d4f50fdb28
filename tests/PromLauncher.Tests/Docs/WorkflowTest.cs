using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using PromLauncher.Tests.Supervision;
using YamlDotNet.RepresentationModel;

namespace PromLauncher.Tests.Docs;

/// <summary>GitHub's workflows, and the action that others use.</summary>
public sealed partial class WorkflowTest(LintTools lint) : IClassFixture<LintTools>
{
    private const string Archive = "promlauncher-0.1.0-linux-x64.tar.gz";

    private static readonly string Action = Path.Combine(Repository.Root, "action.yml");
    private static readonly string Release = Path.Combine(Repository.Root, ".github", "workflows", "release.yml");
    private static readonly string[] Workflows = Directory.GetFiles(Path.Combine(Repository.Root, ".github", "workflows"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_workflows_are_in_order()
    {
        var (code, output) = await lint.RunAsync(["workflow", .. Workflows]);
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task The_action_is_in_order()
    {
        var (code, output) = await lint.RunAsync("action", Action);
        Assert.True(code == 0, output);
    }

    [Fact]
    public void Every_action_of_others_is_pinned_to_a_commit()
    {
        var used = Workflows.Append(Action).SelectMany(static file => Uses().Matches(File.ReadAllText(file))).Select(static match => match.Groups[1].Value).Where(static name => !name.StartsWith("./", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(used);
        Assert.All(used, static name => Assert.Matches(@"^[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", name));
    }

    /// <summary>First everything is tested, then the archives are made, then the images; what others see of a release comes last.</summary>
    [Fact]
    public void Nothing_is_published_before_the_tests_have_passed_and_all_is_there()
    {
        var jobs = Map(Root(Release)["jobs"]).Children.ToDictionary(static one => ((YamlScalarNode)one.Key).Value!, static one => Map(one.Value));
        var order = new List<string>();
        for (var job = "publish"; job is not null; job = jobs[job].Children.TryGetValue("needs", out var before) ? ((YamlScalarNode)before).Value : null) order.Insert(0, job);
        Assert.Equal(["version", "test", "archives", "images", "publish"], order);
        Assert.Equal(order.Order(), jobs.Keys.Order());
        Assert.Equal("./.github/workflows/ci.yml", ((YamlScalarNode)jobs["test"]["uses"]).Value);
        Assert.Contains("--draft ", Assert.Single(File.ReadAllLines(Release), static line => line.Contains("gh release create", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain(order.Take(2), job => jobs[job].Children.TryGetValue("permissions", out _));
    }

    [Fact]
    public void The_images_are_those_of_the_page()
    {
        var workflow = File.ReadAllText(Release);
        var built = Built().Matches(workflow).SelectMany(static match => match.Groups[3].Value.Split(' ').Select(tag => (Name: $"promlauncher-{match.Groups[1].Value}:{tag.Trim('"').Replace("$version", "0.1.0", StringComparison.Ordinal)}", Prometheus: match.Groups[2].Value)));
        var page = ImageRow().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "images.md"))).Select(static match => match.Groups[1].Value);
        Assert.Equal(page.Order(), built.Select(static one => one.Name).Order());
        Assert.All(built.Where(static one => one.Name.Contains(":0.1.0-", StringComparison.Ordinal)), static one => Assert.EndsWith("-prometheus" + one.Prometheus, one.Name, StringComparison.Ordinal));
        var byDefault = Regex.Match(File.ReadAllText(Path.Combine(Repository.Root, "docker", "Dockerfile.prometheus")), "ARG PROMETHEUS_VERSION=(.+)").Groups[1].Value;
        Assert.Equal(byDefault, built.Single(static one => one.Name == "promlauncher-prometheus:0.1.0").Prometheus);
    }

    [Fact]
    public void The_action_reads_each_of_its_inputs_and_no_other()
    {
        var declared = Map(Root()["inputs"]).Children.Keys.Select(static key => ((YamlScalarNode)key).Value);
        Assert.Equal(declared.Order(), Input().Matches(File.ReadAllText(Action)).Select(static match => match.Groups[1].Value).Order());
    }

    [Fact]
    public async Task The_action_fetches_a_release_checks_it_and_shows_findings_at_their_lines()
    {
        using var folder = new TestFolder();
        await PackAsync(folder.Path);
        var (code, output) = await RunAsync(folder.Path, ("FROM_VERSION", "2.29"), ("ARGUMENTS", "--no-files\n--disable=no-discovery\n"));
        Assert.True(code == 1, output);
        Assert.Matches(@"(?m)^::error .*file=.*prometheus\.yml,line=2,", output);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "prometheus.yml"), "global:\n  scrape_interval: 15s\n", Token);
        (code, output) = await RunAsync(folder.Path);
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task The_action_runs_no_archive_that_is_not_the_one_of_the_checksums()
    {
        using var folder = new TestFolder();
        await PackAsync(folder.Path);
        await File.AppendAllTextAsync(Path.Combine(folder.Path, "v0.1.0", Archive), "x", Token);
        var (code, output) = await RunAsync(folder.Path);
        Assert.True(code == 1, output);
        Assert.Contains($"::error::{Archive} is not what SHA256SUMS says", output);
    }

    /// <summary>Each of its downloads, as it stands there.</summary>
    public static TheoryData<string> Downloads => [.. Download().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "ci.md"))).Select(static match => Indentation().Replace(match.Value, ""))];

    [Fact]
    public void The_CI_page_has_a_download_for_each_kind_of_CI() => Assert.Equal(2, Download().Count(File.ReadAllText(Path.Combine(Repository.Root, "docs", "ci.md"))));

    [Theory]
    [MemberData(nameof(Downloads))]
    public async Task A_download_of_the_CI_page_is_checked(string commands)
    {
        using var folder = new TestFolder();
        await PackAsync(folder.Path);
        var work = Directory.CreateDirectory(Path.Combine(folder.Path, "work")).FullName;
        var script = $"cd '{work}'\n{commands.Replace("https://github.com/OWNER/promlauncher/releases/download", "file://" + folder.Path, StringComparison.Ordinal)}";
        // As GitHub and GitLab do: the first command that fails ends it.
        using (var shell = new RunningProcess("/bin/sh", ["-ec", script])) Assert.True(await shell.ExitAsync() == 0, shell.Output);
        Assert.True(File.Exists(Path.Combine(work, "promlauncher")));

        File.Delete(Path.Combine(work, "promlauncher"));
        await File.AppendAllTextAsync(Path.Combine(folder.Path, "v0.1.0", Archive), "x", Token);
        using (var shell = new RunningProcess("/bin/sh", ["-ec", script])) Assert.True(await shell.ExitAsync() == 1, shell.Output);
        Assert.False(File.Exists(Path.Combine(work, "promlauncher")));
    }

    /// <summary>A folder of releases, and a configuration with a fault in its second line.</summary>
    private static async Task PackAsync(string folder)
    {
        Assert.SkipUnless(File.Exists(Repository.Binary), "the native binary is not published");
        var release = Directory.CreateDirectory(Path.Combine(folder, "v0.1.0")).FullName;
        var content = Directory.CreateDirectory(Path.Combine(folder, "content", "promlauncher-0.1.0-linux-x64")).FullName;
        File.Copy(Repository.Binary, Path.Combine(content, "promlauncher"));
        var archive = Path.Combine(release, Archive);
        await using (var file = File.Create(archive))
        await using (var gzip = new GZipStream(file, CompressionLevel.Fastest))
            await TarFile.CreateFromDirectoryAsync(content, gzip, includeBaseDirectory: false, Token);
        var hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(archive, Token)));
        await File.WriteAllTextAsync(Path.Combine(release, "SHA256SUMS"), $"{hash}  {Archive}\n", Token);
        await File.WriteAllTextAsync(Path.Combine(folder, "prometheus.yml"), "global:\n  scrape_intervall: 15s\n", Token);
    }

    /// <summary>Runs the action's only step as a runner would, with the defaults of its inputs.</summary>
    private static async Task<(int Code, string Output)> RunAsync(string folder, params (string Name, string? Value)[] variables)
    {
        var step = Map(((YamlSequenceNode)Map(Root()["runs"])["steps"]).Children.Single());
        (string Name, string? Value)[] given =
        [
            ("LOCATIONS", Path.Combine(folder, "prometheus.yml")), ("PROMETHEUS_VERSION", ""), ("FROM_VERSION", ""), ("FAIL_ON", "error"), ("ARGUMENTS", ""), ("VERSION", ""), ("PROGRAM", ""),
            ("ACTION_PATH", Repository.Root), ("RELEASES", "file://" + folder), ("RUNNER_ARCH", "X64"), ("RUNNER_TEMP", folder),
        ];
        Assert.Equal(Map(step["env"]).Children.Keys.Select(static key => ((YamlScalarNode)key).Value!).Order(), given.Select(static one => one.Name).Where(static name => !name.StartsWith("RUNNER_", StringComparison.Ordinal)).Order());
        using var shell = new RunningProcess("/bin/bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", ((YamlScalarNode)step["run"]).Value!], [.. given, .. variables]);
        return (await shell.ExitAsync(), shell.Output);
    }

    private static YamlMappingNode Root(string? file = null)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(file ?? Action)));
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    private static YamlMappingNode Map(YamlNode node) => (YamlMappingNode)node;

    [GeneratedRegex(@"^ +(?:- )?curl .+\n(?:.+\n)*?.*\btar .+\n", RegexOptions.Multiline)]
    private static partial Regex Download();

    [GeneratedRegex("^ +(?:- )?", RegexOptions.Multiline)]
    private static partial Regex Indentation();

    [GeneratedRegex("""^ +image (\S+) (\S+) (.+)$""", RegexOptions.Multiline)]
    private static partial Regex Built();

    [GeneratedRegex(@"^\| `(promlauncher-\S+)` \|", RegexOptions.Multiline)]
    private static partial Regex ImageRow();

    [GeneratedRegex(@"uses: (.+)$", RegexOptions.Multiline)]
    private static partial Regex Uses();

    [GeneratedRegex(@"\$\{\{ inputs\.([a-z-]+) \}\}")]
    private static partial Regex Input();
}
