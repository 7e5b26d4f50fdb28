using System.Text;
using PromLauncher.Discovery.Rules;
using PromLauncher.Discovery.Targets;
using PromLauncher.Telemetry;
using PromLauncher.Tests.Discovery.Targets;

namespace PromLauncher.Tests.Discovery.Rules;

public sealed class TargetRulesTest
{
    [Theory]
    [InlineData("services: [{name_pattern: ^web$, metrics_ports: [9090]}]", "10.0.0.1:9090")]
    [InlineData("services: [{name_pattern: e, metrics_ports: [9090]}]", "10.0.0.1:9090")]
    [InlineData("services: [{name_pattern: ^e, metrics_ports: [9090]}]", "no_port_label")]
    [InlineData("services: [{name_pattern: web, metrics_ports: [1]}]", "no_port_label")]
    [InlineData("services: [{name_pattern: web, metrics_ports: ['1;9090']}]", "10.0.0.1:9090")]
    [InlineData("services: [{name_pattern: web, metrics_ports: [9090], container_name_pattern: ^app$}]", "10.0.0.1:9090")]
    [InlineData("services: [{name_pattern: web, metrics_ports: [9090], container_name_pattern: ^db$}]", "no_port_label")]
    [InlineData("task_definitions: [{arn_pattern: '.*:task-definition/web:[0-9]+', metrics_ports: [9090]}]", "10.0.0.1:9090")]
    [InlineData("task_definitions: [{arn_pattern: '.*:task-definition/api:[0-9]+', metrics_ports: [9090]}]", "no_port_label")]
    [InlineData("docker_labels: [{port_label: ECS_PROMETHEUS_EXPORTER_PORT}]", "10.0.0.1:9090")]
    [InlineData("docker_labels: [{port_label: OTHER}]", "no_port_label")]
    [InlineData("extensions: {ecs_observer: {cluster_name: x, services: [{name_pattern: web, metrics_ports: [9090]}]}}", "10.0.0.1:9090")]
    public void A_rule_makes_a_container_a_target(string yaml, string expected)
    {
        var view = Given.View(definition: Given.Definition(Given.Labelled(("ECS_PROMETHEUS_EXPORTER_PORT", "9090"))));
        Assert.Equal(expected, view.Select(new SelectionOptions { Rules = Read(yaml) }).Show());
    }

    [Fact]
    public void Path_and_job_come_from_the_rule()
    {
        var rules = Read("services: [{name_pattern: web, metrics_ports: [9090], metrics_path: /m, job_name: shop}]");
        var target = Assert.Single(Given.View(definition: Given.Definition(Given.Labelled())).Select(new SelectionOptions { Rules = rules }).Targets);
        Assert.Equal(("/m", "shop"), (target.Label("__metrics_path__"), target.Label("job")));
    }

    [Theory]
    [InlineData("docker_labels: [{port_label: PORT, metrics_path: /m}]", "/m")]
    [InlineData("docker_labels: [{port_label: PORT, metrics_path: /m, metrics_path_label: PATH}]", "/own")]
    [InlineData("docker_labels: [{port_label: PORT, metrics_path: /m, metrics_path_label: NONE}]", "/m")]
    [InlineData("docker_labels: [{port_label: PORT, metrics_path_label: PATH}]", "/own")]
    [InlineData("docker_labels: [{port_label: PORT}]", null)]
    public void Of_docker_labels_the_containers_own_path_wins_over_the_rules(string yaml, string? expected)
    {
        var view = Given.View(definition: Given.Definition(Given.Labelled(("PORT", "9090"), ("PATH", "/own"))));
        Assert.Equal(expected, Assert.Single(view.Select(new SelectionOptions { Rules = Read(yaml) }).Targets).Label("__metrics_path__"));
    }

    [Fact]
    public void Docker_labels_go_on_counting_and_no_port_comes_twice()
    {
        var rules = Read("services: [{name_pattern: web, metrics_ports: [9090]}]");
        Assert.Equal("10.0.0.1:9090", Given.View().Select(new SelectionOptions { Rules = rules }).Show());
        var other = Given.View(definition: Given.Definition(Given.Labelled(("PROMETHEUS_EXPORTER_PORT", "8080"))));
        Assert.Equal("10.0.0.1:8080 10.0.0.1:9090", other.Select(new SelectionOptions { Rules = rules }).Show());
    }

    [Fact]
    public void A_rule_whose_ports_are_not_exposed_says_so()
    {
        var view = Given.View(definition: Given.Definition(Given.Labelled()));
        var skip = Assert.Single(view.Select(new SelectionOptions { Rules = Read("services: [{name_pattern: web, metrics_ports: [1]}]") }).Skips);
        Assert.Contains("portMappings", skip.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("services: [{metrics_ports: [1]}]", "rules.yml:1:12: name_pattern is missing")]
    [InlineData("services: [{name_pattern: a}]", "rules.yml:1:12: metrics_ports is missing")]
    [InlineData("services: [{name_pattern: a, metrics_ports: [x]}]", "rules.yml:1:46: metrics_ports: 'x' is not a port")]
    [InlineData("services: [{name_pattern: '*a', metrics_ports: [1]}]", "rules.yml:1:27: name_pattern: '*a' is not a regular expression")]
    [InlineData("services: [{name_pattern: a, metrics_ports: [1], metric_path: /}]", "'metric_path' is unknown here")]
    [InlineData("services: {}", "services must be a list")]
    [InlineData("docker_labels: [{}]", "port_label is missing")]
    [InlineData("servicse: []", "there are no rules")]
    [InlineData("", "a mapping")]
    [InlineData("a: [", "rules.yml:1:")]
    public void A_mistake_is_reported_with_its_place(string yaml, string expected)
    {
        var failure = Assert.Throws<FailureException>(() => Read(yaml));
        Assert.Equal(FailureKind.Invalid, failure.Kind);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    private static TargetRules Read(string yaml) => TargetRulesReader.Read("rules.yml", Encoding.UTF8.GetBytes(yaml));
}
