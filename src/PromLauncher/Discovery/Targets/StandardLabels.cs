using PromLauncher.Discovery.Ecs;

namespace PromLauncher.Discovery.Targets;

/// <summary>The labels of teralytics/prometheus-ecs-discovery, in its order; empty paths, schemes and jobs are omitted, as there.</summary>
internal static class StandardLabels
{
    /// <summary>The task's ARN, by which our own files are recognised.</summary>
    public const string TaskArn = "task_arn";

    /// <summary>The task definition's family.</summary>
    public const string TaskName = "task_name";

    /// <summary>The task's group.</summary>
    public const string TaskGroup = "task_group";

    /// <summary>The cluster's ARN.</summary>
    public const string ClusterArn = "cluster_arn";

    /// <summary>The container's name.</summary>
    public const string ContainerName = "container_name";

    public static void Add(LabelList labels, TaskView view, EcsContainer container, ContainerDefinition definition, string? job, string? path, string? scheme)
    {
        labels.Add(TaskArn, view.Task.Arn);
        labels.Add(TaskName, view.Definition!.Family);
        labels.AddUnlessEmpty("job", job);
        labels.Add("task_revision", view.Definition.Revision);
        labels.Add(TaskGroup, view.Task.Group ?? "");
        labels.Add(ClusterArn, view.ClusterArn);
        labels.Add(ContainerName, definition.Name);
        labels.Add("container_arn", container.Arn ?? "");
        labels.Add("docker_image", definition.Image);
        labels.AddUnlessEmpty("__metrics_path__", path);
        labels.AddUnlessEmpty("__scheme__", scheme);
    }
}
