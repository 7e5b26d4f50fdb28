using PromLauncher.Discovery.Ecs;

namespace PromLauncher.Discovery.Targets;

/// <summary>
/// The label names of Prometheus's own ECS discovery, as of 3.14
/// (https://prometheus.io/docs/prometheus/latest/configuration/configuration/#aws_sd_config), so that the same relabelling works for both.
/// Unknown values are omitted.
/// </summary>
internal static class ExtendedLabels
{
    private const string Prefix = "__meta_ecs_";

    public static void Add(LabelList labels, MetaNames names, TaskView view, ContainerDefinition definition, string? address)
    {
        var (task, host) = (view.Task, view.Host);
        var cluster = view.ClusterArn;
        Add("cluster", view.Cluster?.Name ?? EcsArn.Name(cluster));
        Add("cluster_arn", cluster);
        Add("service", view.Service?.Name ?? task.Service);
        Add("service_arn", view.Service?.Arn);
        Add("service_status", view.Service?.Status);
        Add("task_group", task.Group);
        Add("task_arn", task.Arn);
        Add("task_definition", task.DefinitionArn);
        Add("region", view.Region);
        Add("availability_zone", task.AvailabilityZone);
        Add("subnet_id", task.Attachment?.SubnetId ?? host?.SubnetId);
        Add("ip_address", address);
        Add("launch_type", task.LaunchType);
        Add("desired_status", task.DesiredStatus);
        Add("last_status", task.LastStatus);
        Add("health_status", task.HealthStatus);
        Add("platform_family", task.PlatformFamily);
        Add("platform_version", task.PlatformVersion);
        Add("network_mode", view.Definition!.NetworkMode ?? (task.LaunchType == "FARGATE" ? "awsvpc" : "bridge"));
        Add("container_instance_arn", task.ContainerInstanceArn);
        Add("ec2_instance_id", view.Instance?.InstanceId ?? host?.Id);
        Add("ec2_instance_type", host?.Type);
        Add("ec2_instance_private_ip", host?.PrivateIp);
        Add("ec2_instance_public_ip", host?.PublicIp);
        Add("public_ip", view.PublicIp ?? (task.Attachment is null ? host?.PublicIp : null));
        labels.AddAll(names, Prefix + "tag_cluster_", Pairs(view.Cluster?.Tags));
        labels.AddAll(names, Prefix + "tag_service_", Pairs(view.Service?.Tags));
        labels.AddAll(names, Prefix + "tag_task_", Pairs(task.Tags));
        labels.AddAll(names, Prefix + "tag_ec2_", Pairs(host?.Tags));
        labels.AddAll(names, Prefix + "container_label_", definition.Labels);

        void Add(string name, string? value) => labels.AddUnlessEmpty(names.Of(Prefix, name), value);
    }

    internal static IEnumerable<KeyValuePair<string, string>> Pairs(IReadOnlyList<Tag>? tags) =>
        tags is null ? [] : tags.Select(static tag => KeyValuePair.Create(tag.Key, tag.Value));
}
