using PromLauncher.Discovery.Ecs;
using PromLauncher.Discovery.Targets;

namespace PromLauncher.Tests.Discovery.Targets;

/// <summary>Which containers become targets, and at which address.</summary>
public sealed class TargetSelectionTest
{
    private const string Port = "PROMETHEUS_EXPORTER_PORT";

    [Fact]
    public void A_task_has_the_labels_of_the_scanner_before_us_in_its_order()
    {
        var view = Given.View(definition: Given.Definition(Given.Labelled(
            (Port, "9090"), ("PROMETHEUS_EXPORTER_PATH", "/m"), ("PROMETHEUS_EXPORTER_SCHEME", "https"), ("PROMETHEUS_EXPORTER_JOB_NAME", "shop"))));
        var target = Assert.Single(view.Select().Targets);
        Assert.Equal("10.0.0.1:9090", target.Address);
        Assert.Equal(
            [
                "task_arn=" + Given.TaskArn, "task_name=web", "job=shop", "task_revision=7", "task_group=service:web", "cluster_arn=" + Given.ClusterArn, "container_name=app",
                $"container_arn={Given.Prefix}container/prod/{Given.TaskId}/app", "docker_image=nginx:1.27", "__metrics_path__=/m", "__scheme__=https",
            ],
            target.Labels.Select(static label => $"{label.Key}={label.Value}"));
    }

    [Fact]
    public void Empty_path_scheme_and_job_are_left_out()
    {
        var view = Given.View(definition: Given.Definition(Given.Labelled((Port, "9090"), ("PROMETHEUS_EXPORTER_PATH", ""), ("PROMETHEUS_EXPORTER_JOB_NAME", ""))));
        Assert.DoesNotContain(Assert.Single(view.Select().Targets).Labels, static label => label.Key is "job" or "__metrics_path__" or "__scheme__");
    }

    [Theory]
    [InlineData("9090", "10.0.0.1:9090")]
    [InlineData(" 9090 ", "10.0.0.1:9090")]
    [InlineData("+9090", "10.0.0.1:9090")]
    [InlineData("8080,9106", "10.0.0.1:8080 10.0.0.1:9106")]
    [InlineData("8080:/metrics, 9106:/internal/metrics", "10.0.0.1:8080 10.0.0.1:9106")]
    [InlineData("8080:/a,8080:/b", "10.0.0.1:8080 10.0.0.1:8080")]
    [InlineData("8080,8080", "10.0.0.1:8080")]
    [InlineData("8080,http", "10.0.0.1:8080 invalid_port")]
    [InlineData("", "invalid_port")]
    [InlineData("http", "invalid_port")]
    [InlineData("0", "invalid_port")]
    [InlineData("-1", "invalid_port")]
    [InlineData("65536", "invalid_port")]
    [InlineData("8080:metrics", "invalid_port")]
    public void The_port_label_holds_one_port_or_several(string value, string expected) =>
        Assert.Equal(expected, Given.View(definition: Given.Definition(Given.Labelled((Port, value)))).Select().Show());

    [Fact]
    public void A_path_after_a_port_wins_over_the_path_label()
    {
        var view = Given.View(definition: Given.Definition(Given.Labelled((Port, "1,2:/two"), ("PROMETHEUS_EXPORTER_PATH", "/one"))));
        Assert.Equal(["/one", "/two"], view.Select().Targets.Select(static target => target.Label("__metrics_path__")));
    }

    [Fact]
    public void The_first_of_several_port_labels_counts()
    {
        var options = new SelectionOptions { PortLabels = ["prometheus.io/port", Port] };
        Assert.Equal("10.0.0.1:1", Given.View(definition: Given.Definition(Given.Labelled((Port, "2"), ("prometheus.io/port", "1")))).Select(options).Show());
        Assert.Equal("10.0.0.1:2", Given.View(definition: Given.Definition(Given.Labelled((Port, "2")))).Select(options).Show());
    }

    [Theory]
    [InlineData("PROVISIONING", "not_running")]
    [InlineData("PENDING", "not_running")]
    [InlineData("ACTIVATING", "10.0.0.1:9090")]
    [InlineData("RUNNING", "10.0.0.1:9090")]
    [InlineData(null, "10.0.0.1:9090")]
    [InlineData("DEACTIVATING", "10.0.0.1:9090")]
    [InlineData("STOPPING", "not_running")]
    [InlineData("STOPPED", "not_running")]
    public void A_task_that_does_not_run_is_reported(string? status, string expected) =>
        Assert.Equal(expected, Given.View(Given.Task() with { LastStatus = status }).Select().Show());

    [Fact]
    public void A_sidecar_added_by_ecs_is_not_a_second_target()
    {
        var view = Given.View(Given.Task(Given.Container(), Given.Container("ecs-service-connect-abc")));
        Assert.Equal("10.0.0.1:9090 no_definition", view.Select().Show());
    }

    [Fact]
    public void Each_container_has_its_own_definition()
    {
        var view = Given.View(
            Given.Task(Given.Container("b"), Given.Container("a")),
            Given.Definition(Given.Labelled("a", (Port, "1")), Given.Labelled("b", (Port, "2"))));
        Assert.Equal([("b", "10.0.0.1:2"), ("a", "10.0.0.1:1")], view.Select().Targets.Select(static target => (target.Container, target.Address)));
    }

    [Fact]
    public void A_definition_that_cannot_be_read_is_the_reason() =>
        Assert.Equal("definition_unreadable", (Given.View() with { Definition = null }).Select().Show());

    [Fact]
    public void A_container_without_labels_is_reported() =>
        Assert.Equal("no_port_label", Given.View(definition: Given.Definition(Given.Labelled())).Select().Show());

    [Theory]
    [InlineData("TEAM", "10.0.0.1:9090")]
    [InlineData("TEAM=a=b", "10.0.0.1:9090")]
    [InlineData("TEAM=a", "filtered")]
    [InlineData("TEAM=", "filtered")]
    [InlineData("OTHER", "filtered")]
    public void The_filter_is_a_name_or_an_exact_value(string filter, string expected)
    {
        var options = new SelectionOptions { Filter = LabelFilter.Parse(filter) };
        Assert.Equal(expected, Given.View(definition: Given.Definition(Given.Labelled((Port, "9090"), ("TEAM", "a=b")))).Select(options).Show());
    }

    [Fact]
    public void A_task_without_group_has_an_empty_label() =>
        Assert.Equal("", Assert.Single(Given.View(Given.Task() with { Group = null }).Select().Targets).Label("task_group"));

    [Theory]
    [InlineData("metrics.example.com", "metrics.example.com:9090")]
    [InlineData("metrics.example.com/", "metrics.example.com:9090")]
    [InlineData("", "10.0.0.1:9090")]
    [InlineData("https://metrics.example.com", "invalid_server_name")]
    public void The_server_name_takes_the_place_of_the_address(string server, string expected) =>
        Assert.Equal(expected, Given.View(definition: Given.Definition(Given.Labelled((Port, "9090"), ("PROMETHEUS_EXPORTER_SERVER_NAME", server)))).Select().Show());

    [Theory]
    [InlineData("10.0.0.1", "fd00::1", AddressKind.Auto, "10.0.0.1:9090")]
    [InlineData(null, "fd00::1", AddressKind.Auto, "[fd00::1]:9090")]
    [InlineData("", "fd00::1", AddressKind.Auto, "[fd00::1]:9090")]
    [InlineData("10.0.0.1", "fd00::1", AddressKind.Ipv4, "10.0.0.1:9090")]
    [InlineData(null, "fd00::1", AddressKind.Ipv4, "no_address")]
    [InlineData("10.0.0.1", "fd00::1", AddressKind.Ipv6, "[fd00::1]:9090")]
    [InlineData("10.0.0.1", null, AddressKind.Ipv6, "no_address")]
    [InlineData("10.0.0.1", null, AddressKind.Public, "no_address")]
    [InlineData(null, null, AddressKind.Auto, "no_address")]
    public void The_address_is_of_the_kind_that_is_asked_for(string? ipv4, string? ipv6, AddressKind kind, string expected) =>
        Assert.Equal(expected, Given.View(Given.Task(Given.Container(ipv4: ipv4, ipv6: ipv6))).Select(new SelectionOptions { Address = kind }).Show());

    [Fact]
    public void The_public_address_is_that_of_the_interface() =>
        Assert.Equal("52.9.9.9:9090", (Given.View() with { PublicIp = "52.9.9.9" }).Select(new SelectionOptions { Address = AddressKind.Public }).Show());

    [Fact]
    public void The_attachment_tells_the_address_that_a_container_does_not()
    {
        var task = Given.Task(Given.Container(ipv4: null)) with { Attachment = new NetworkAttachment("eni-1", "subnet-1", "10.0.0.7") };
        Assert.Equal("10.0.0.7:9090", Given.View(task).Select().Show());
    }
}
