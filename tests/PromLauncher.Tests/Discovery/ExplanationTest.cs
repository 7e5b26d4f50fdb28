using System.Text.Json;
using PromLauncher.Discovery;
using PromLauncher.Discovery.Ecs;
using PromLauncher.Discovery.Targets;
using PromLauncher.Telemetry;
using PromLauncher.Tests.Discovery.Scan;
using PromLauncher.Tests.Discovery.Targets;

namespace PromLauncher.Tests.Discovery;

/// <summary>Why a container is a target, or none: for people, for programs, in the log.</summary>
public sealed class ExplanationTest
{
    [Fact]
    public async Task A_table_has_every_container_and_why()
    {
        using var scan = Make();
        Assert.Null(await scan.Discoverer.ScanOnceAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, scan.Writes);
        var id = new string('0', 31);
        Assert.Equal($$"""
            CLUSTER  SERVICE  TASK                              DEFINITION  CONTAINER               VERDICT  ADDRESS OR REASON
            prod     web      {{id}}1  web:7       app                     target   10.0.0.1:9090
            prod     web      {{id}}2  web:7       app                     target   10.0.0.2:9090
            prod     web      {{id}}2  web:7       ecs-service-connect-x1  skipped  not in the task definition
            prod     web      {{id}}3  web:7       app                     skipped  the task is not running: PENDING

            2 targets, 1 skipped: not in the task definition, 1 skipped: the task is not running

            """, Explanation.Table(scan.Discoverer.Verdicts));
    }

    [Fact]
    public async Task Json_has_the_same_for_programs()
    {
        using var scan = Make();
        await scan.Discoverer.ScanOnceAsync(TestContext.Current.CancellationToken);
        using var json = JsonDocument.Parse(Explanation.Json(scan.Discoverer.Verdicts));
        var rows = json.RootElement.EnumerateArray().ToList();
        Assert.Equal(["target", "target", "skipped", "skipped"], rows.Select(static row => row.GetProperty("verdict").GetString()));
        Assert.Equal(
            "cluster=prod service=web task_definition=web:7 container=app verdict=skipped reason=not_running text=the task is not running: PENDING",
            string.Join(' ', rows[3].EnumerateObject().Where(static member => member.Name != "task_arn").Select(static member => $"{member.Name}={member.Value}")));
        Assert.Equal("10.0.0.1:9090", rows[0].GetProperty("address").GetString());
    }

    [Fact]
    public async Task The_summary_comes_when_it_changes_and_only_then()
    {
        using var scan = Make();
        for (var cycle = 0; cycle < 3; cycle++) await scan.CycleAsync();
        Assert.Equal(1, Count(scan, "targets found"));
        Assert.Contains("targets=2 clusters=1 tasks=3 not_running=1 no_definition=1", scan.Log, StringComparison.Ordinal);
        scan.Aws.Clusters["prod"].RemoveAt(2);
        await scan.CycleAsync();
        Assert.Equal(2, Count(scan, "targets found"));
        Assert.Contains("targets=2 clusters=1 tasks=2 no_definition=1", scan.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_targets_always_come_with_why()
    {
        using var scan = new Scanning("prod");
        scan.Aws.Definitions.Clear();
        var definition = Given.Definition(Given.Labelled("a"), Given.Labelled("b", ("PROMETHEUS_EXPORTER_PORT", "http")));
        scan.Aws.Definitions[definition.Arn] = definition;
        for (var i = 1; i <= 2; i++) scan.Add("prod", i, static task => task with { Containers = [Given.Container("a"), Given.Container("b")] });
        await scan.CycleAsync();
        Assert.Contains("no targets: 2x no port label, 2x the port label is not a port number", scan.Log, StringComparison.Ordinal);
        Assert.Contains("--explain", scan.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistake_in_a_docker_label_is_reported_once_and_explained()
    {
        using var scan = new Scanning("prod");
        var definition = Given.Definition(Given.Labelled(("PROMETHEUS_EXPORTER_PORT", "9090"), ("PROMETHEUS_EXPORTER_INTERVAL", "soon")));
        scan.Aws.Definitions[definition.Arn] = definition;
        for (var i = 1; i <= 5; i++) scan.Add("prod", i);
        for (var cycle = 0; cycle < 3; cycle++) await scan.CycleAsync();
        Assert.Equal(1, Count(scan, "a docker label can't be used"));
        Assert.Contains("10.0.0.1:9090 (PROMETHEUS_EXPORTER_INTERVAL: 'soon' is not a duration", Explanation.Table(scan.Discoverer.Verdicts), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_reason_has_a_name_and_words_of_its_own()
    {
        Assert.Equal(SkipReasons.All.Count, SkipReasons.All.Select(static reason => reason.Name()).Distinct().Count());
        Assert.Equal(SkipReasons.All.Count, SkipReasons.All.Select(static reason => reason.Text()).Distinct().Count());
    }

    private static Scanning Make()
    {
        var scan = new Scanning("prod");
        scan.Add("prod", 1);
        scan.Add("prod", 2, static task => task with { Containers = [.. task.Containers, Given.Container("ecs-service-connect-x1")] });
        scan.Add("prod", 3, static task => task with { LastStatus = "PENDING", Containers = [Given.Container(ipv4: null)] });
        return scan;
    }

    private static int Count(Scanning scan, string part) => scan.Log.Split(part).Length - 1;
}
