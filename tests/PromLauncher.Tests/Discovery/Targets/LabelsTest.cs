using PromLauncher.Discovery.Ecs;
using PromLauncher.Discovery.Targets;

namespace PromLauncher.Tests.Discovery.Targets;

/// <summary>Labels on request.</summary>
public sealed class LabelsTest
{
    private const string Port = "PROMETHEUS_EXPORTER_PORT";

    [Fact]
    public void Extended_has_every_name_of_prometheus_s_own_discovery()
    {
        var task = Given.Ec2Task() with
        {
            AvailabilityZone = "eu-west-1a",
            HealthStatus = "HEALTHY",
            PlatformFamily = "Linux",
            PlatformVersion = "1.4.0",
            Attachment = new NetworkAttachment("eni-1", "subnet-1", "10.0.0.1"),
            Tags = [new Tag("team.name", "shop")],
        };
        var view = Given.View(task) with
        {
            Cluster = new EcsCluster(Given.ClusterArn, "prod", [new Tag("env", "prod")]),
            Service = new EcsService(Given.Prefix + "service/prod/web", "web", "ACTIVE", [new Tag("tier", "1")]),
            Instance = new ContainerInstance(Given.InstanceArn, "i-0123456789abcdef0"),
            Host = Given.Host with { Tags = [new Tag("Name", "node")] },
            PublicIp = "52.9.9.9",
        };
        var target = Assert.Single(view.Select(new SelectionOptions { Labels = LabelStyle.Extended }).Targets);
        Assert.Equal(Given.TaskArn, target.Label("task_arn"));
        Assert.Equal(
            [
                "availability_zone=eu-west-1a", "cluster=prod", "cluster_arn=" + Given.ClusterArn, "container_instance_arn=" + Given.InstanceArn,
                "container_label_PROMETHEUS_EXPORTER_PORT=9090", "desired_status=RUNNING", "ec2_instance_id=i-0123456789abcdef0", "ec2_instance_private_ip=10.0.9.9",
                "ec2_instance_public_ip=52.1.2.3", "ec2_instance_type=m7g.large", "health_status=HEALTHY", "ip_address=10.0.0.1", "last_status=RUNNING", "launch_type=EC2",
                "network_mode=awsvpc", "platform_family=Linux", "platform_version=1.4.0", "public_ip=52.9.9.9", "region=eu-west-1", "service=web",
                $"service_arn={Given.Prefix}service/prod/web", "service_status=ACTIVE", "subnet_id=subnet-1", "tag_cluster_env=prod", "tag_ec2_Name=node",
                "tag_service_tier=1", "tag_task_team_name=shop", "task_arn=" + Given.TaskArn, $"task_definition={Given.Prefix}task-definition/web:7", "task_group=service:web",
            ],
            Meta(target));
    }

    [Fact]
    public void What_is_not_known_has_no_label()
    {
        var target = Assert.Single(Given.View().Select(new SelectionOptions { Labels = LabelStyle.Extended }).Targets);
        Assert.DoesNotContain(target.Labels, static label => label.Value.Length == 0);
        Assert.DoesNotContain(target.Labels, static label => label.Key.Contains("ec2_instance", StringComparison.Ordinal));
    }

    [Fact]
    public void Observer_has_the_names_of_opentelemetry_s_observer()
    {
        var view = Given.View(Given.Ec2Task() with { StartedBy = "ecs-svc/1", HealthStatus = "HEALTHY", Tags = [new Tag("a-b", "1")] },
            Given.Definition(Given.Labelled((Port, "9090"), ("PROMETHEUS_EXPORTER_JOB_NAME", "shop"), ("x.y", "z")))) with
        { Host = Given.Host with { Tags = [new Tag("Name", "node")] } };
        var target = Assert.Single(view.Select(new SelectionOptions { Labels = LabelStyle.Observer }).Targets);
        Assert.Equal("shop", target.Label("job"));
        Assert.Null(target.Label("task_arn"));
        Assert.Equal(
            [
                "cluster_name=prod", "container_labels_PROMETHEUS_EXPORTER_JOB_NAME=shop", "container_labels_PROMETHEUS_EXPORTER_PORT=9090", "container_labels_x_y=z",
                "container_name=app", "ec2_instance_id=i-0123456789abcdef0", "ec2_instance_type=m7g.large", "ec2_private_ip=10.0.9.9", "ec2_public_ip=52.1.2.3",
                "ec2_subnet_id=subnet-9", "ec2_tags_Name=node", "ec2_vpc_id=vpc-9", "health_status=HEALTHY", "service_name=web", "source=" + Given.TaskArn,
                "task_definition_family=web", "task_definition_revision=7", "task_group=service:web", "task_launch_type=EC2", "task_started_by=ecs-svc/1", "task_tags_a_b=1",
            ],
            Meta(target));
    }

    [Theory]
    [InlineData("PROMETHEUS_EXPORTER_LABELS", "team=shop, tier = 1 ,", "team=shop tier=1", 0)]
    [InlineData("PROMETHEUS_EXPORTER_LABELS", "url=a=b", "url=a=b", 0)]
    [InlineData("PROMETHEUS_EXPORTER_LABELS", "empty=", "", 0)]
    [InlineData("PROMETHEUS_EXPORTER_LABELS", "job=x", "job=x", 0)]
    [InlineData("PROMETHEUS_EXPORTER_LABELS", "a-b=1,c=2", "c=2", 1)]
    [InlineData("PROMETHEUS_EXPORTER_LABELS", "__address__=evil:1", "", 1)]
    [InlineData("PROMETHEUS_EXPORTER_LABELS", "task_arn=x,y", "", 2)]
    [InlineData("PROMETHEUS_EXPORTER_INTERVAL", "15s", "__scrape_interval__=15s", 0)]
    [InlineData("PROMETHEUS_EXPORTER_INTERVAL", "15", "", 1)]
    [InlineData("PROMETHEUS_EXPORTER_INTERVAL", "0s", "", 1)]
    [InlineData("PROMETHEUS_EXPORTER_TIMEOUT", "1m30s", "__scrape_timeout__=1m30s", 0)]
    [InlineData("PROMETHEUS_EXPORTER_PARAM_module", "http_2xx", "__param_module=http_2xx", 0)]
    [InlineData("PROMETHEUS_EXPORTER_PARAM_0", "x", "__param_0=x", 0)]
    [InlineData("PROMETHEUS_EXPORTER_PARAM_a.b", "x", "", 1)]
    public void A_container_asks_for_labels_of_its_own(string label, string value, string expected, int notes)
    {
        var selection = Given.View(definition: Given.Definition(Given.Labelled((Port, "9090"), (label, value)))).Select();
        var plain = Given.View().Select();
        var more = Assert.Single(selection.Targets).Labels.Except(Assert.Single(plain.Targets).Labels).Select(static label => $"{label.Key}={label.Value}");
        Assert.Equal(expected, string.Join(' ', more));
        Assert.Equal(notes, selection.Notes.Count);
    }

    [Fact]
    public void A_timeout_longer_than_the_interval_would_cost_the_target()
    {
        var definition = Given.Definition(Given.Labelled((Port, "9090"), ("PROMETHEUS_EXPORTER_INTERVAL", "10s"), ("PROMETHEUS_EXPORTER_TIMEOUT", "11s")));
        var selection = Given.View(definition: definition).Select();
        Assert.Null(Assert.Single(selection.Targets).Label("__scrape_timeout__"));
        Assert.Single(selection.Notes);
    }

    [Theory]
    [InlineData(InstanceKind.Unset, "9090", null)]
    [InlineData(InstanceKind.Address, "9090", "10.0.0.1:9090")]
    [InlineData(InstanceKind.TaskId, "9090", Given.TaskId)]
    [InlineData(InstanceKind.TaskId, "9090,9091", Given.TaskId + ":9090 " + Given.TaskId + ":9091")]
    public void The_instance_is_what_is_asked_for(InstanceKind kind, string ports, string? expected)
    {
        var targets = Given.View(definition: Given.Definition(Given.Labelled((Port, ports)))).Select(new SelectionOptions { Instance = kind }).Targets;
        Assert.Equal(expected ?? "", string.Join(' ', targets.Select(static target => target.Label("instance"))));
    }

    private static IEnumerable<string> Meta(Target target) =>
        target.Labels.Where(static label => label.Key.StartsWith("__meta_ecs_", StringComparison.Ordinal)).Select(static label => $"{label.Key[11..]}={label.Value}").Order(StringComparer.Ordinal);
}
