using System.Net;
using PromLauncher.Discovery;
using PromLauncher.Sources;
using PromLauncher.Telemetry;
using PromLauncher.Tests.Discovery.Targets;

namespace PromLauncher.Tests.Discovery.Scan;

/// <summary>Clusters of several accounts and regions.</summary>
public sealed class ScopesTest
{
    private const string Role = "arn:aws:iam::999999999999:role/scan";

    [Theory]
    [InlineData("role=arn:r,external-id=x,region=eu-west-1,cluster=a", "arn:r", "x", "eu-west-1", "a")]
    [InlineData("cluster=a,cluster=b,cluster=a", null, null, null, "a b")]
    [InlineData(" role-arn = arn:r , cluster = a ", "arn:r", null, null, "a")]
    [InlineData("role=arn:r,external-id=a=b", "arn:r", "a=b", null, "")]
    [InlineData("region=eu-west-1", null, null, "eu-west-1", "")]
    [InlineData("cluster=*,cluster=a", null, null, null, "")]
    [InlineData("cluster=self", null, null, null, "self")]
    public void A_scope_is_read(string text, string? role, string? externalId, string? region, string clusters)
    {
        var scope = DiscoverScope.Parse(text);
        Assert.Equal((role, externalId, region, clusters), (scope.RoleArn, scope.ExternalId, scope.Region, string.Join(' ', scope.Clusters)));
    }

    [Theory]
    [InlineData("role", "'role' has no value")]
    [InlineData("role=", "'role=' has no value")]
    [InlineData("rolle=x", "'rolle' is unknown")]
    [InlineData("external-id=x,cluster=a", "an external id needs a role")]
    public void A_mistake_in_a_scope_is_reported(string text, string expected)
    {
        var failure = Assert.Throws<FailureException>(() => DiscoverScope.Parse(text));
        Assert.Equal(FailureKind.Usage, failure.Kind);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_of_the_same_name_elsewhere_is_another_one()
    {
        using var scan = TwoAccounts(out var other);
        other.Fault = static (operation, _) => operation == "ListTasks" ? FakeAws.Error("ServerException", HttpStatusCode.InternalServerError) : null;
        for (var cycle = 0; cycle < 3; cycle++) Assert.Equal(FailureKind.Unavailable, await scan.CycleAsync());
        Assert.Equal("10.0.0.1:9090", scan.Show());
        Assert.Equal(
            [("prod (eu-west-1)", null, 1), ("prod (eu-west-1, 999999999999)", "ecs:ListTasks on cluster prod: ServerException.", 0)],
            scan.Discoverer.Status.Clusters.Select(static cluster => (cluster.Name, cluster.Failure, cluster.Targets)));

        // Told once, although its namesake is well in each cycle.
        Assert.DoesNotContain("recovered", scan.Log, StringComparison.Ordinal);
        Assert.Equal(2, scan.Log.Split("level=WARN").Length);
        other.Fault = static (_, _) => null;
        Assert.Null(await scan.CycleAsync());
        Assert.Equal("10.0.0.1:9090 10.0.0.2:9090", scan.Show());
        Assert.Equal(2, scan.Log.Split("recovered").Length);
    }

    [Fact]
    public async Task A_scope_that_fails_keeps_its_targets_while_the_others_go_on()
    {
        using var scan = TwoAccounts(out var other);
        scan.Options = scan.Options with { Scopes = [scan.Options.Scopes[0], DiscoverScope.Parse($"role={Role},region=eu-west-1")] };
        Assert.Null(await scan.CycleAsync());
        Assert.Equal("10.0.0.1:9090 10.0.0.2:9090", scan.Show());
        other.Fault = static (_, _) => FakeAws.Error("AccessDeniedException");
        scan.Add("prod", 3);
        Assert.Equal(FailureKind.Denied, await scan.CycleAsync());
        Assert.Equal("10.0.0.1:9090 10.0.0.3:9090 10.0.0.2:9090", scan.Show());
        Assert.Contains(scan.Discoverer.Status.Clusters, static cluster => cluster.Name == $"list of clusters (eu-west-1, {Role})" && cluster.Failure is not null);
        other.Fault = static (_, _) => null;
        Assert.Null(await scan.CycleAsync());
        Assert.DoesNotContain(scan.Discoverer.Status.Clusters, static cluster => cluster.Failure is not null);
        Assert.DoesNotContain(scan.Discoverer.Status.Clusters, static cluster => cluster.Name.StartsWith("list of clusters", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_listing_that_fails_again_later_is_reported_again()
    {
        using var scan = new Scanning();
        scan.Add("prod", 1);
        for (var time = 0; time < 2; time++)
        {
            scan.Aws.Fault = static (operation, _) => operation == "ListClusters" ? FakeAws.Error("AccessDeniedException") : null;
            await scan.CycleAsync();
            scan.Aws.Fault = static (_, _) => null;
            await scan.CycleAsync();
            scan.Time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(3, scan.Log.Split("the scan has recovered\" cluster=\"list of clusters\"").Length);
        Assert.DoesNotContain("level=ERROR", scan.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_may_have_any_name()
    {
        using var scan = new Scanning();
        string[] names = ["clusters", "list", "rules"];
        for (var number = 0; number < names.Length; number++) scan.Add(names[number], number + 1);
        Assert.Null(await scan.CycleAsync());
        Assert.Equal(names.Select(static name => (name, 1)), scan.Discoverer.Status.Clusters.Select(static cluster => (cluster.Name, cluster.Targets)));

        scan.Aws.Fault = static (operation, _) => operation == "ListClusters" ? FakeAws.Error("AccessDeniedException") : null;
        Assert.Equal(FailureKind.Denied, await scan.CycleAsync());
        Assert.Equal(["list of clusters"], scan.Discoverer.Status.Clusters.Where(static cluster => cluster.Failure is not null).Select(static cluster => cluster.Name));
        Assert.Equal(4, scan.Discoverer.Status.Clusters.Count);
    }

    [Fact]
    public async Task A_cluster_called_rules_is_not_well_because_the_rules_are()
    {
        using var scan = new Scanning();
        var rules = Path.Combine(Path.GetDirectoryName(scan.File)!, "rules.yml");
        await File.WriteAllTextAsync(rules, "docker_labels: [{port_label: PORT}]\n", TestContext.Current.CancellationToken);
        scan.Rules = new RulesFile(new FileSource(new FileLocation(rules), new SourceOptions { Time = scan.Time }), rules);
        scan.Add("rules", 1);
        scan.Aws.Fault = static (operation, _) => operation == "ListTasks" ? FakeAws.Error("AccessDeniedException") : null;
        for (var cycle = 0; cycle < 3; cycle++) Assert.Equal(FailureKind.Denied, await scan.CycleAsync());
        Assert.DoesNotContain("recovered", scan.Log, StringComparison.Ordinal);
        Assert.Equal(["rules"], scan.Discoverer.Status.Clusters.Where(static cluster => cluster.Failure is not null).Select(static cluster => cluster.Name));
    }

    [Fact]
    public async Task Two_scopes_that_mean_the_same_cluster_give_each_target_once()
    {
        using var scan = new Scanning("prod");
        scan.Options = scan.Options with { Scopes = [.. scan.Options.Scopes, new DiscoverScope { Region = "eu-west-1" }] };
        scan.Add("prod", 1);
        Assert.Null(await scan.CycleAsync());
        Assert.Equal("10.0.0.1:9090", scan.Show());
    }

    [Fact]
    public async Task Self_is_the_cluster_that_we_run_in()
    {
        using var scan = new Scanning("self");
        scan.Aws.OwnCluster = Given.ClusterArn;
        scan.Add("prod", 1);
        scan.Add("other", 2);
        Assert.Null(await scan.CycleAsync());
        Assert.Equal("10.0.0.1:9090", scan.Show());
    }

    [Fact]
    public async Task Roles_of_one_account_share_its_rate()
    {
        using var scan = new Scanning("prod");
        scan.Options = scan.Options with { Scopes = [.. new[] { "a", "b" }.Select(static name => DiscoverScope.Parse($"role={Role}{name},region=eu-west-1,cluster=prod"))] };
        scan.Add("prod", 1);
        var throttled = false;
        scan.Aws.Fault = (_, _) => Interlocked.Exchange(ref throttled, true) ? null : FakeAws.Error("ThrottlingException");
        Assert.Null(await scan.CycleAsync());
        Assert.Equal([500_000, 500_000], scan.Discoverer.Status.Rates.Select(static rate => rate.Rate));
    }

    /// <summary>A cluster <c>prod</c> of ours and one of another account.</summary>
    private static Scanning TwoAccounts(out FakeAws other)
    {
        var scan = new Scanning("prod");
        scan.Options = scan.Options with { Scopes = [scan.Options.Scopes[0], DiscoverScope.Parse($"role={Role},region=eu-west-1,cluster=prod")] };
        var elsewhere = other = new FakeAws();
        scan.Aws.Elsewhere = (scope, _) => scope.RoleArn is null ? null : elsewhere;
        scan.Add("prod", 1);
        var far = scan.Add("prod", 2, static task => task with
        {
            Arn = task.Arn.Replace("123456789012", "999999999999", StringComparison.Ordinal),
            ClusterArn = task.ClusterArn!.Replace("123456789012", "999999999999", StringComparison.Ordinal),
        });
        scan.Aws.Clusters["prod"].Remove(far);
        other.Clusters.Add("prod", [far]);
        other.Definitions[far.DefinitionArn!] = Given.Definition();
        return scan;
    }
}
