using PromLauncher.LocalAws;
using PromLauncher.LocalAws.Ecs;
using PromLauncher.LocalAws.Identity;

namespace PromLauncher.Tests.EndToEnd;

/// <summary>Other accounts by roles, and the endpoints of AWS.</summary>
[Trait("Category", "Native")]
public sealed class DiscoverRoleTest
{
    private const string Role = "arn:aws:iam::999999999999:role/scan";

    private static readonly TaskDefinition App = new() { Family = "app", Containers = [new() { Name = "app", DockerLabels = new Dictionary<string, string> { ["PROMETHEUS_EXPORTER_PORT"] = "8080" } }] };

    [Fact]
    public async Task An_assumed_role_s_keys_are_renewed_before_they_end()
    {
        await using var run = await CloudRun.CreateAsync("""{"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"}]}""");
        run.Aws.Principals.Add(new Role { Arn = Role, ExternalId = "of the other" });
        var cluster = run.Aws.Ecs.Create("far", account: "999999999999");
        cluster.Start(App, new TaskStart { Ipv4 = "10.0.0.1" });

        // Keys are renewed five minutes early; these are good for a moment more than that.
        run.Aws.Sts.Lifetime = TimeSpan.FromSeconds(302);
        var file = Path.Combine(run.Folder, "t.yml");
        run.StartCommand(["discover", "--cluster", "far", "--role-arn", Role, "--external-id", "of the other", "--region", "eu-west-1", "--write-to", file, "--interval", "200ms"]);
        await Launched.UntilAsync(() => Assumed(run) >= 3, "the keys were not renewed");
        cluster.Start(App, new TaskStart { Ipv4 = "10.0.0.2" });
        await Launched.UntilAsync(() => File.Exists(file) && File.ReadAllText(file).Contains("10.0.0.2", StringComparison.Ordinal), "it does not go on with the new keys");
        Assert.All(run.Aws.Calls.Where(static call => call.Action == "ecs:ListTasks"), static call => Assert.Contains("999999999999:assumed-role/scan/", call.Principal, StringComparison.Ordinal));
        Assert.DoesNotContain(run.Aws.Calls, static call => !call.IsAllowed);
        Assert.DoesNotContain("level=WARN", run.Launcher.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_is_refused_costs_only_its_own_scope()
    {
        await using var run = await CloudRun.CreateAsync("""{"Statement": [{"Effect": "Allow", "Action": ["ecs:*", "sts:AssumeRole"], "Resource": "*"}]}""");
        run.Aws.Principals.Add(new Role { Arn = Role, ExternalId = "x" });
        run.Aws.Ecs.Create("prod").Start(App, new TaskStart { Ipv4 = "10.0.0.1" });
        run.Aws.Ecs.Create("prod", account: "999999999999").Start(App, new TaskStart { Ipv4 = "10.0.0.2" });
        var file = Path.Combine(run.Folder, "t.yml");
        string[] words = ["discover", "--cluster", "prod", "--region", "eu-west-1", "--write-to", file, "--once"];
        run.StartCommand([.. words, "--scope", $"role={Role},external-id=wrong,cluster=prod"]);
        Assert.Equal(77, await run.Launcher.ExitAsync());
        Assert.Contains("sts:AssumeRole on " + Role, run.Launcher.Output, StringComparison.Ordinal);
        Assert.Equal((true, false), await ShowAsync());
        run.StartCommand([.. words, "--scope", $"role={Role},external-id=x,cluster=prod"]);
        Assert.Equal(0, await run.Launcher.ExitAsync());
        Assert.Equal((true, true), await ShowAsync());

        async Task<(bool, bool)> ShowAsync()
        {
            var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            return (text.Contains("10.0.0.1:8080", StringComparison.Ordinal), text.Contains("10.0.0.2:8080", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("eu-west-1", "", "ecs.eu-west-1.amazonaws.com")]
    [InlineData("us-east-1", "AWS_USE_FIPS_ENDPOINT", "ecs-fips.us-east-1.amazonaws.com")]
    [InlineData("eu-west-1", "AWS_USE_DUALSTACK_ENDPOINT", "ecs.eu-west-1.api.aws")]
    [InlineData("cn-north-1", "", "ecs.cn-north-1.amazonaws.com.cn")]
    public async Task The_endpoint_is_the_region_s(string region, string variable, string host)
    {
        await using var proxy = new RefusingProxy();
        await using var run = await CloudRun.CreateAsync();
        run.StartCommand(["discover", "--cluster", "prod", "--region", region, "--write-to", Path.Combine(run.Folder, "t.yml"), "--once"],
            ("AWS_ENDPOINT_URL", null), ("HTTPS_PROXY", proxy.Url), ("AWS_ACCESS_KEY_ID", "a"), ("AWS_SECRET_ACCESS_KEY", "b"), (variable.Length > 0 ? variable : "UNUSED", "true"));
        Assert.Equal(69, await run.Launcher.ExitAsync());
        Assert.Equal($"CONNECT {host}:443 HTTP/1.1", proxy.Requests.First());
    }

    [Fact]
    public async Task The_endpoint_of_ecs_alone_may_be_given()
    {
        await using var proxy = new RefusingProxy();
        await using var run = await CloudRun.CreateAsync("""{"Statement": [{"Effect": "Allow", "Action": "ecs:*", "Resource": "*"}]}""");
        var cluster = run.Aws.Ecs.Create("prod");
        cluster.Start(App, new TaskStart { Ipv4 = "10.0.0.1" });
        cluster.Start(App with { Family = "old", NetworkMode = "bridge", Containers = [App.Containers[0] with { Ports = [new(8080)] }] }, new TaskStart { LaunchType = "EC2", Instance = cluster.AddInstance() });
        var file = Path.Combine(run.Folder, "t.yml");
        run.StartCommand(["discover", "--cluster", "prod", "--write-to", file, "--once"],
            ("AWS_ENDPOINT_URL", null), ("AWS_ENDPOINT_URL_ECS", run.Aws.Endpoint.GetLeftPart(UriPartial.Authority)), ("HTTPS_PROXY", proxy.Url), ("AWS_REGION", "eu-west-1"));
        Assert.Equal(69, await run.Launcher.ExitAsync());
        Assert.Contains("10.0.0.1:8080", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.All(proxy.Requests, static request => Assert.Equal("CONNECT ec2.eu-west-1.amazonaws.com:443 HTTP/1.1", request));
        Assert.NotEmpty(proxy.Requests);
    }

    private static int Assumed(CloudRun run) => run.Aws.Calls.Count(static call => call.Action == "sts:AssumeRole");
}
