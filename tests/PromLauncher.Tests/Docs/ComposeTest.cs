using System.Diagnostics;
using System.Text.RegularExpressions;
using PromLauncher.LocalAws;
using PromLauncher.Tests.Supervision;
using YamlDotNet.RepresentationModel;

namespace PromLauncher.Tests.Docs;

/// <summary>samples/compose.yaml: what it starts finds its way in what compose-aws.json holds.</summary>
[Trait("Category", "Native")]
public sealed partial class ComposeTest
{
    private const string Address = "127.0.0.1:4566";

    private static readonly string Folder = Path.Combine(Repository.Root, "samples");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Compose_accepts_it()
    {
        try
        {
            using var compose = Process.Start(new ProcessStartInfo("docker-compose", ["-f", Path.Combine(Folder, "compose.yaml"), "config", "--quiet"]) { RedirectStandardError = true })!;
            var error = await compose.StandardError.ReadToEndAsync(Token);
            await compose.WaitForExitAsync(Token);
            Assert.True(compose.ExitCode == 0, error);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("docker-compose is not installed");
        }
    }

    [Fact]
    public void Each_image_is_built_from_a_file_that_is_there_and_copies_what_is_sent_to_the_engine()
    {
        var sent = File.ReadAllLines(Path.Combine(Repository.Root, ".dockerignore")).Where(static line => line.StartsWith('!')).Select(static line => line[1..]).ToArray();
        foreach (var (_, service) in Services())
        {
            if (!service.Children.TryGetValue("build", out var build)) continue;
            var file = Path.Combine(Repository.Root, Text(build["dockerfile"]));
            Assert.True(File.Exists(file), file);
            var copied = Copied().Matches(File.ReadAllText(file)).SelectMany(static match => match.Groups[1].Value.Split(' ')).Select(static path => path.TrimEnd('/'));
            Assert.All(copied, path => Assert.Contains(sent, one => path == one || path.StartsWith(one + "/", StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData("discovery")]
    [InlineData("prometheus")]
    [InlineData("receiver")]
    public void Our_containers_run_without_root_without_capabilities_and_on_a_read_only_root(string name)
    {
        var service = Services()[name];
        // The image for Prometheus has that user itself.
        Assert.Equal(name == "discovery" ? "65534" : null, service.Children.TryGetValue("user", out var user) ? Text(user) : null);
        Assert.Equal("true", Text(service["read_only"]));
        Assert.Equal(["ALL"], ((YamlSequenceNode)service["cap_drop"]).Select(Text));
    }

    [Fact]
    public async Task Its_discovery_finds_the_application_and_its_launcher_gets_the_configuration()
    {
        Assert.SkipUnless(File.Exists(Repository.Binary), "the native binary is not published");
        await using var aws = await LocalAwsServer.StartAsync();
        Scenario.Read(Path.Combine(Folder, "compose-aws.json")).Apply(aws, Folder);
        using var folder = new TestFolder();
        var services = Services();

        using var discover = new RunningProcess(Repository.Binary, ["discover", .. Command(services["discovery"], folder.Path), "--once"], Environment(services["discovery"], aws, folder.Path));
        Assert.True(await discover.ExitAsync() == 0, discover.Output);
        Assert.Contains("127.0.0.1:19090", await File.ReadAllTextAsync(Path.Combine(folder.Path, "output", "ecs_file_sd.yml"), Token));

        using var run = new RunningProcess(Repository.Binary, ["run", "--prometheus", "/bin/true", "--", .. Command(services["prometheus"], folder.Path)], Environment(services["prometheus"], aws, folder.Path));
        Assert.True(await run.ExitAsync() == 0, run.Output);
        var published = await File.ReadAllTextAsync(Path.Combine(folder.Path, "state", "current", "prometheus.yml"), Token);
        Assert.Contains("/workspaces/ws-demo/api/v1/remote_write", published);
        Assert.Contains("cluster: demo", published);
        Assert.DoesNotContain(aws.Calls, static call => !call.IsAllowed);
    }

    private static Dictionary<string, YamlMappingNode> Services()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(Path.Combine(Folder, "compose.yaml"))));
        return ((YamlMappingNode)yaml.Documents[0].RootNode["services"]).Children.ToDictionary(static one => Text(one.Key), static one => (YamlMappingNode)one.Value);
    }

    private static IEnumerable<string> Command(YamlMappingNode service, string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "output"));
        return ((YamlSequenceNode)service["command"]).Select(word => Text(word).Replace("/output/", folder + "/output/", StringComparison.Ordinal));
    }

    /// <summary>A container's environment, with the local AWS where it is, and folders of the test's own.</summary>
    private static (string Name, string? Value)[] Environment(YamlMappingNode service, LocalAwsServer aws, string folder)
    {
        var own = (YamlMappingNode)service["environment"];
        var merged = own.Children.TryGetValue("<<", out var more) ? ((YamlMappingNode)more).Children.Concat(own.Children) : own.Children;
        return
        [
            ("AWS_REGION", null), ("XDG_RUNTIME_DIR", folder),
            .. merged.Where(static one => one.Value is YamlScalarNode).Select(one => (Text(one.Key), (string?)Text(one.Value).Replace(Address, aws.Endpoint.Authority, StringComparison.Ordinal))),
            ("PROMLAUNCHER_STATE_DIR", Path.Combine(folder, "state")), ("PROMLAUNCHER_LISTEN", null),
        ];
    }

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;

    [GeneratedRegex(@"^COPY (?!--from)(.+) \S+$", RegexOptions.Multiline)]
    private static partial Regex Copied();
}
