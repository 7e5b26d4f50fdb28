using PromLauncher.Discovery.Files;
using PromLauncher.LocalAws.Ecs;

namespace PromLauncher.Tests.EndToEnd;

/// <summary>Targets without docker labels: <c>--rules</c> from every kind of location.</summary>
[Trait("Category", "Native")]
public sealed class DiscoverRulesTest : IAsyncLifetime
{
    private const string Rules = "extensions:\n  ecs_observer:\n    services:\n      - name_pattern: ^shop\n        container_name_pattern: ^app$\n        metrics_ports: [9100]\n        metrics_path: /m\n        job_name: shop\n";

    private CloudRun _run = null!;

    private string Targets => Path.Combine(_run.Folder, "t.yml");

    public async ValueTask InitializeAsync()
    {
        _run = await CloudRun.CreateAsync("""{"Statement": [{"Effect": "Allow", "Action": ["ecs:*", "s3:*", "ssm:*"], "Resource": "*"}]}""");
        _run.Aws.Ecs.Create("prod").Start(
            new TaskDefinition { Family = "web", Containers = [new() { Name = "app", Ports = [new(9100)] }, new() { Name = "db", Ports = [new(9100)] }] },
            new TaskStart { Service = "shop-web", Ipv4 = "10.0.0.1" });
        _run.Aws.Ecs.Create("prod").Start(
            new TaskDefinition { Family = "labelled", Containers = [new() { Name = "app", DockerLabels = new Dictionary<string, string> { ["PROMETHEUS_EXPORTER_PORT"] = "80" } }] },
            new TaskStart { Service = "other", Ipv4 = "10.0.0.2" });
        _run.Put(Rules, "rules.yml");
        _run.Aws.Parameters.Put("/rules", Rules);
        await File.WriteAllTextAsync(Path.Combine(_run.Folder, "rules.yml"), Rules, TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _run.DisposeAsync();

    [Theory]
    [InlineData("s3://conf/rules.yml")]
    [InlineData("ssm:/rules")]
    [InlineData("env:RULES")]
    [InlineData("FOLDER/rules.yml")]
    public async Task Rules_are_read_from_any_location(string location)
    {
        _run.StartCommand(["discover", "--cluster", "prod", "--write-to", Targets, "--once", "--rules", location.Replace("FOLDER", _run.Folder, StringComparison.Ordinal)], ("RULES", Rules));
        Assert.Equal(0, await _run.Launcher.ExitAsync());
        Assert.Equal("10.0.0.1:9100/m shop, 10.0.0.2:80 ", await ShowAsync());
    }

    [Fact]
    public async Task New_rules_hold_from_the_next_cycle_on_and_broken_ones_change_nothing()
    {
        _run.StartCommand(["discover", "--cluster", "prod", "--write-to", Targets, "--interval", "100ms", "--rules", "s3://conf/rules.yml", "--max-request-rate", "1000"]);
        _run.Launcher.WaitFor(static line => line.Contains("targets found", StringComparison.Ordinal));
        _run.Put("services: [{name_pattern: '*', metrics_ports: [1]}]\n", "rules.yml");
        _run.Launcher.WaitFor(static line => line.Contains("is not a regular expression", StringComparison.Ordinal) && line.Contains("the previous ones stay in use", StringComparison.Ordinal));
        Assert.Equal("10.0.0.1:9100/m shop, 10.0.0.2:80 ", await ShowAsync());
        _run.Put(Rules.Replace("^app$", "^db$", StringComparison.Ordinal).Replace("/m", "/db", StringComparison.Ordinal), "rules.yml");
        await Launched.UntilAsync(() => ShowAsync().GetAwaiter().GetResult() == "10.0.0.1:9100/db shop, 10.0.0.2:80 ", "the new rules do not hold");
    }

    [Theory]
    [InlineData("services: {}", "services must be a list", 65)]
    [InlineData(null, "s3://conf/none.yml", 69)]
    public async Task Without_the_rules_nothing_is_scanned(string? rules, string expected, int code)
    {
        if (rules is not null) _run.Put(rules, "none.yml");
        _run.StartCommand(["discover", "--cluster", "prod", "--write-to", Targets, "--once", "--rules", "s3://conf/none.yml"]);
        Assert.Equal(code, await _run.Launcher.ExitAsync());
        Assert.Contains(expected, _run.Launcher.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(Targets));
        Assert.DoesNotContain(_run.Aws.Calls, static call => call.Action.StartsWith("ecs:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Plain_http_is_to_be_allowed()
    {
        await using var web = await Aws.StubServer.WithAsync(("/rules.yml", Rules));
        string[] words = ["discover", "--cluster", "prod", "--write-to", Targets, "--once", "--rules", web.Url + "/rules.yml"];
        var (code, output) = await _run.CommandAsync(words);
        Assert.True(code == 64 && output.Contains("allow it with --allow-http.", StringComparison.Ordinal), output);
        (code, output) = await _run.CommandAsync([.. words, "--allow-http"]);
        Assert.True(code == 0, output);
        Assert.Equal("10.0.0.1:9100/m shop, 10.0.0.2:80 ", await ShowAsync());
        (code, output) = await _run.CommandAsync("run", "--prometheus", "/bin/true", "--discover-cluster", "prod", "--discover-write-to", Targets, "--discover-rules", web.Url + "/rules.yml");
        Assert.True(code == 64 && output.Contains("allow it with --discover-allow-http.", StringComparison.Ordinal), output);
    }

    private async Task<string> ShowAsync() => string.Join(", ", FileSdReader.Read(FileSdFormat.Yaml, await File.ReadAllBytesAsync(Targets, TestContext.Current.CancellationToken), out _)!
        .Select(static target => $"{target.Address}{target.Label("__metrics_path__")} {target.Label("job")}").Order(StringComparer.Ordinal));
}
