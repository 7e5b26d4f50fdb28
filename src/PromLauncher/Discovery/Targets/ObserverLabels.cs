using PromLauncher.Discovery.Ecs;

namespace PromLauncher.Discovery.Targets;

/// <summary>
/// The label names of OpenTelemetry's ECS observer
/// (https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/extension/observer/ecsobserver#additional-labels).
/// </summary>
internal static class ObserverLabels
{
    /// <summary>The task's ARN, by which our own files are recognised.</summary>
    public const string Source = Prefix + "source";

    private const string Prefix = "__meta_ecs_";

    public static void Add(LabelList labels, MetaNames names, TaskView view, ContainerDefinition definition, string? job, string? path, string? scheme)
    {
        var (task, host) = (view.Task, view.Host);
        labels.Add(Source, task.Arn);
        labels.AddUnlessEmpty("__metrics_path__", path);
        labels.AddUnlessEmpty("__scheme__", scheme);
        labels.AddUnlessEmpty("job", job);
        Add("cluster_name", EcsArn.Name(view.ClusterArn));
        Add("service_name", task.Service);
        Add("task_definition_family", view.Definition!.Family);
        Add("task_definition_revision", view.Definition.Revision);
        Add("task_started_by", task.StartedBy);
        Add("task_launch_type", task.LaunchType);
        Add("task_group", task.Group);
        Add("container_name", definition.Name);
        Add("health_status", task.HealthStatus);
        Add("ec2_instance_id", view.Instance?.InstanceId ?? host?.Id);
        Add("ec2_instance_type", host?.Type);
        Add("ec2_vpc_id", host?.VpcId);
        Add("ec2_subnet_id", host?.SubnetId);
        Add("ec2_private_ip", host?.PrivateIp);
        Add("ec2_public_ip", host?.PublicIp);
        labels.AddAll(names, Prefix + "task_tags_", ExtendedLabels.Pairs(task.Tags));
        labels.AddAll(names, Prefix + "container_labels_", definition.Labels);
        labels.AddAll(names, Prefix + "ec2_tags_", ExtendedLabels.Pairs(host?.Tags));

        void Add(string name, string? value) => labels.AddUnlessEmpty(names.Of(Prefix, name), value);
    }
}
