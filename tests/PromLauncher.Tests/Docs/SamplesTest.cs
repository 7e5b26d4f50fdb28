using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using PromLauncher.LocalAws.Ecs;
using PromLauncher.Tests.EndToEnd;
using PromLauncher.Tests.Supervision;

namespace PromLauncher.Tests.Docs;

/// <summary>The samples do what they are samples of.</summary>
[Trait("Category", "Native")]
public sealed partial class SamplesTest
{
    private static readonly string Folder = Path.Combine(Repository.Root, "samples");

    public static TheoryData<string> Configurations => [.. Directory.GetFiles(Folder, "prometheus*.yml").Select(static file => Path.GetFileName(file))];

    public static TheoryData<string> TaskDefinitions => [.. Directory.GetFiles(Folder, "ecs-*task-definition*.json").Select(static file => Path.GetFileName(file))];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Configurations))]
    public async Task Every_configuration_is_valid(string name)
    {
        Assert.SkipUnless(File.Exists(Repository.Binary), "the native binary is not published");
        var receiver = name == "prometheus-remote-write.yml" ? "https://receiver.example:19291/api/v1/receive" : "https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1/api/v1/remote_write";
        using var validate = new RunningProcess(Repository.Binary, ["validate", "--offline", "--fail-on", "warning", "--no-files", "--set", $"REMOTE_WRITE_URL={receiver}", Path.Combine(Folder, name)]);
        Assert.True(await validate.ExitAsync() == 0, validate.Output);
    }

    [Fact]
    public async Task The_alerts_pass_their_unit_tests_and_ours()
    {
        Assert.SkipUnless(File.Exists(Repository.Binary), "the native binary is not published");
        using var validate = new RunningProcess(Repository.Binary, ["validate", "--kind", "rules", Path.Combine(Folder, "alerts.yml")]);
        Assert.True(await validate.ExitAsync() == 0, validate.Output);
        using var promtool = Process.Start(new ProcessStartInfo("promtool", ["test", "rules", "alerts_test.yml"]) { WorkingDirectory = Folder, RedirectStandardOutput = true })!;
        var said = await promtool.StandardOutput.ReadToEndAsync(Token);
        await promtool.WaitForExitAsync(Token);
        Assert.True(promtool.ExitCode == 0, said);
    }

    [Fact]
    public void Every_metric_that_is_named_exists()
    {
        var source = string.Concat(Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        string[] pages = [Path.Combine(Folder, "alerts.yml"), Path.Combine(Folder, "dashboard.json"), .. Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md")];
        var named = pages.SelectMany(static page => Metric().Matches(File.ReadAllText(page))).Select(static match => match.Value).Distinct();
        Assert.All(named, name => Assert.Contains($"\"{name}\"", source));
        var told = Metric().Matches(source).Select(static match => match.Value).Distinct();
        var operations = File.ReadAllText(Path.Combine(Repository.Root, "docs", "operations.md"));
        Assert.All(told, name => Assert.Contains($"`{name}`", operations));
    }

    [Theory]
    [MemberData(nameof(TaskDefinitions))]
    public async Task A_task_definition_says_only_what_is_understood(string name)
    {
        Assert.SkipUnless(File.Exists(Repository.Binary), "the native binary is not published");
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, name), Token));
        var root = document.RootElement;
        Assert.Equal("awsvpc", root.GetProperty("networkMode").GetString());
        var volumes = root.TryGetProperty("volumes", out var all) ? all.EnumerateArray().Select(static volume => volume.GetProperty("name").GetString()).ToArray() : [];
        foreach (var container in root.GetProperty("containerDefinitions").EnumerateArray())
        {
            var image = container.GetProperty("image").GetString()!;
            Assert.NotEqual("", container.GetProperty("name").GetString());
            foreach (var mount in Items(container, "mountPoints")) Assert.Contains(mount.GetProperty("sourceVolume").GetString(), volumes);
            if (!image.Contains("/promlauncher-", StringComparison.Ordinal)) continue;

            var verb = image.Contains("discovery", StringComparison.Ordinal) ? "discover" : "run";
            var help = await ReferenceTest.HelpAsync(verb);
            foreach (var variable in Items(container, "environment").Select(static one => one.GetProperty("name").GetString()!).Where(static one => one.StartsWith("PROMLAUNCHER_", StringComparison.Ordinal)))
                Assert.Contains($"${variable};", help.Replace("]", ";", StringComparison.Ordinal));
            if (verb == "discover")
                Assert.All(Items(container, "command"), word => Assert.Contains($" {word.GetString()!.Split('=')[0]} ", help));
            string[] check = [.. container.GetProperty("healthCheck").GetProperty("command").EnumerateArray().Select(static word => word.GetString()!)];
            Assert.Equal(["CMD", "promlauncher", "health", "--for", verb], check);
        }
    }

    [Fact]
    public async Task The_role_of_the_sample_is_enough_and_everything_else_is_denied()
    {
        var policy = await File.ReadAllTextAsync(Path.Combine(Folder, "iam-task-role-policy.json"), Token);
        await using var run = await CloudRun.CreateAsync(policy.Replace("BUCKET", "conf", StringComparison.Ordinal).Replace("CLUSTER", "prod", StringComparison.Ordinal));
        run.Aws.Ecs.Create("prod").Start(Web(), new TaskStart { Ipv4 = "10.0.0.7" });
        run.Aws.Ecs.Create("other").Start(Web(), new TaskStart { Ipv4 = "10.0.0.8" });
        var file = Path.Combine(run.Folder, "targets.yml");
        run.Put("scrape_configs: []\n");
        run.StartPrometheus([], ("S3_CONFIG_LOCATION", "s3://conf/prometheus.yml"), ("PROMLAUNCHER_DISCOVER_CLUSTER", "prod"), ("PROMLAUNCHER_DISCOVER_WRITE_TO", file));
        await Launched.UntilAsync(() => File.Exists(file) && File.ReadAllText(file).Contains("10.0.0.7", StringComparison.Ordinal), "nothing was found");
        Assert.DoesNotContain(run.Aws.Calls, static call => !call.IsAllowed);
        Assert.Equal(77, (await run.CommandAsync("discover", "--cluster", "other", "--once", "--write-to", file + ".other.yml")).Code);
    }

    private static TaskDefinition Web() => new()
    {
        Family = "web",
        Containers = [new() { Name = "web", DockerLabels = new Dictionary<string, string> { ["PROMETHEUS_EXPORTER_PORT"] = "8080" } }],
    };

    private static JsonElement.ArrayEnumerator Items(JsonElement owner, string name) => owner.TryGetProperty(name, out var items) ? items.EnumerateArray() : default;

    [GeneratedRegex(@"\bpromlauncher_(?:build_info|config|fetches|reloads|rollbacks|secrets|startup|discovery)[a-z_]*[a-z]\b")]
    private static partial Regex Metric();
}
