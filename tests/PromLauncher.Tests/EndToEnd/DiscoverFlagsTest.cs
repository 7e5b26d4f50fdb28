using PromLauncher.Discovery.Files;
using PromLauncher.Discovery.Targets;
using PromLauncher.LocalAws;
using PromLauncher.LocalAws.Ec2;
using PromLauncher.LocalAws.Ecs;
using PromLauncher.LocalAws.Identity;

namespace PromLauncher.Tests.EndToEnd;

/// <summary>The flags of teralytics/prometheus-ecs-discovery, and what makes no sense among ours.</summary>
[Trait("Category", "Native")]
public sealed class DiscoverFlagsTest : IAsyncLifetime
{
    private const string Role = "arn:aws:iam::123456789012:role/scan";

    private CloudRun _run = null!;
    private EcsCluster _cluster = null!;

    private string Targets => Path.Combine(_run.Folder, "targets.json");

    public async ValueTask InitializeAsync()
    {
        _run = await CloudRun.CreateAsync("""{"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"}]}""");
        _run.Aws.Principals.Add(new Role { Arn = Role, Policy = Policy.Parse("""{"Statement": [{"Effect": "Allow", "Action": ["ecs:*", "ec2:*"], "Resource": "*"}]}""") });
        _cluster = _run.Aws.Ecs.Create("prod");
        _cluster.Start(new TaskDefinition
        {
            Family = "web",
            Containers =
            [
                new() { Name = "app", DockerLabels = new Dictionary<string, string> { ["p"] = "80", ["m"] = "/m", ["s"] = "https", ["n"] = "app.example/", ["j"] = "shop", ["team"] = "a=b" } },
                new() { Name = "other", DockerLabels = new Dictionary<string, string> { ["p"] = "81", ["team"] = "c" } },
            ],
        });
    }

    public ValueTask DisposeAsync() => _run.DisposeAsync();

    [Theory]
    [InlineData("-config.{0}={1}")]
    [InlineData("--config.{0}={1}")]
    [InlineData("-config.{0} {1}")]
    [InlineData("--config.{0} {1}")]
    [InlineData("--{0}={1}")]
    public async Task Every_flag_works_in_each_of_its_spellings(string spelling)
    {
        var own = spelling.StartsWith("--{", StringComparison.Ordinal);
        (string, string)[] flags =
        [
            ("cluster", "prod"), ("write-to", Targets), (own ? "interval" : "scrape-interval", "1s"), (own ? "times" : "scrape-times", "2"), ("role-arn", Role),
            ("port-label", "p"), ("path-label", "m"), ("scheme-label", "s"), ("server-name-label", "n"), ("job-name-label", "j"), ("filter-label", "team=a=b"),
        ];
        Assert.Equal(0, await RunAsync([.. flags.SelectMany(flag => spelling.Split(' ').Select(part => part.Replace("{0}", flag.Item1, StringComparison.Ordinal).Replace("{1}", flag.Item2, StringComparison.Ordinal)))]));
        var target = Assert.Single(FileSdReader.Read(FileSdFormat.Json, await File.ReadAllBytesAsync(Targets, TestContext.Current.CancellationToken), out _)!);
        Assert.Equal(("app.example:80", "/m", "https", "shop"), (target.Address, target.Label("__metrics_path__"), target.Label("__scheme__"), target.Label("job")));
        Assert.Equal(2, _run.Aws.Calls.Count(static call => call.Action == "ecs:ListTasks"));
        Assert.Contains(_run.Aws.Calls, static call => call.Action == "sts:AssumeRole");
    }

    [Theory]
    [InlineData("-config.dynamic-port-detection")]
    [InlineData("--config.dynamic-port-detection=true")]
    [InlineData("--dynamic-port-detection")]
    public async Task Dynamic_ports_are_those_of_the_host(string flag)
    {
        var task = _cluster.Start(
            new TaskDefinition { Family = "old", NetworkMode = "bridge", Containers = [new() { Name = "app", DockerLabels = new Dictionary<string, string> { ["PROMETHEUS_DYNAMIC_EXPORT"] = "1" }, Ports = [new(80)] }] },
            new TaskStart { LaunchType = "EC2", Instance = _cluster.AddInstance(new Ec2Instance { PrivateIp = "10.9.9.9", PrivateDnsName = "" }) });
        Assert.Equal(0, await RunAsync("--cluster", "prod", "--write-to", Targets, "--once", "--role-arn", Role, flag));
        Assert.Contains($"\"10.9.9.9:{task.Containers[0].Bindings[0].HostPort}\"", await File.ReadAllTextAsync(Targets, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_cluster_all_are_scanned_and_a_dash_prints()
    {
        _run.Aws.Ecs.Create("other").Start(new TaskDefinition { Family = "far", Containers = [new() { Name = "app", DockerLabels = new Dictionary<string, string> { ["p"] = "1" } }] }, new TaskStart { Ipv4 = "10.0.0.9" });
        Assert.Equal(0, await RunAsync("-config.write-to=-", "-config.port-label=p", "-config.scrape-times=1", "-config.role-arn=" + Role));
        Assert.Contains("- targets: [\"10.0.0.9:1\"]", _run.Launcher.Output, StringComparison.Ordinal);
        Assert.Contains("task_name: \"web\"", _run.Launcher.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-config.scrape-interval=soon", "'soon' is invalid: write a duration")]
    [InlineData("-config.scrape-interval=1", "'1' is invalid: write a duration")]
    [InlineData("-config.scrape-interval=0s", "the interval must be longer than 0")]
    [InlineData("-config.scrape-times=many", "'many' is invalid")]
    [InlineData("-config.write-to=targets.txt", "Prometheus reads files that end in .yml, .yaml or .json")]
    [InlineData("-config.claster=prod", "the flag -config.claster is unknown")]
    [InlineData("-config.dynamic-port-detection=yes", "must be true or false")]
    [InlineData("--scope=role=arn:x,cluster", "'cluster' has no value")]
    [InlineData("--external-id=x", "an external id needs a role")]
    [InlineData("--scope=cluster=prod --role-arn=arn:aws:iam::1:role/x", "--role-arn has no effect: scopes are given and no cluster")]
    [InlineData("--max-request-rate=0", "write a number from 0.1 to 1000")]
    [InlineData("--labels=all", "--labels")]
    [InlineData("--listen=nonsense", "is not a listen address")]
    public async Task What_makes_no_sense_is_a_usage_error(string words, string expected)
    {
        Assert.Equal(64, await RunAsync([.. words.Split(' '), "--once"]));
        Assert.Contains(expected, _run.Launcher.Output, StringComparison.Ordinal);
        Assert.Empty(_run.Aws.Calls);
    }

    private async Task<int> RunAsync(params string[] words)
    {
        _run.StartCommand(["discover", .. words]);
        return await _run.Launcher.ExitAsync();
    }
}
