using PromLauncher.Discovery.Ecs;

namespace PromLauncher.Discovery.Targets;

/// <summary>A task with its definition, host, cluster and service.</summary>
public sealed record TaskView
{
    /// <summary>The task.</summary>
    public required EcsTask Task { get; init; }

    /// <summary>Its definition, or null when that could not be read.</summary>
    public TaskDefinition? Definition { get; init; }

    /// <summary>Why the definition could not be read, as shown to users.</summary>
    public string? DefinitionProblem { get; init; }

    /// <summary>The container instance that it runs on, when requested and known.</summary>
    public ContainerInstance? Instance { get; init; }

    /// <summary>The EC2 instance that it runs on, when requested and known.</summary>
    public Ec2Instance? Host { get; init; }

    /// <summary>Why <see cref="Host"/> is null although it is needed.</summary>
    public SkipReason HostProblem { get; init; } = SkipReason.InstanceUnreadable;

    /// <summary>Details of that, as shown to users.</summary>
    public string? HostProblemDetail { get; init; }

    /// <summary>The public address of its own interface, when requested and present.</summary>
    public string? PublicIp { get; init; }

    /// <summary>True when the public address could not be read.</summary>
    public bool IsPublicIpUnknown { get; init; }

    /// <summary>Its cluster, when requested.</summary>
    public EcsCluster? Cluster { get; init; }

    /// <summary>Its service, when requested.</summary>
    public EcsService? Service { get; init; }

    /// <summary>The region it was found in.</summary>
    public string Region { get; init; } = "";

    /// <summary>The ARN of its cluster, as far as known.</summary>
    public string ClusterArn => Task.ClusterArn ?? EcsArn.ClusterOfTask(Task.Arn) ?? Cluster?.Arn ?? "";

    /// <summary>
    /// True when the task is reached at the host's address: host ports are mapped to it, or it uses the host's network; and it has no
    /// interface of its own.
    /// </summary>
    public static bool NeedsHost(EcsTask task, TaskDefinition? definition)
    {
        if (task.LaunchType is "FARGATE" || task.Attachment is not null) return false;
        foreach (var container in task.Containers)
        {
            if (container.Ipv4 is { Length: > 0 } || container.Ipv6 is { Length: > 0 }) return false;
        }

        return task.HasBindings || definition?.NetworkMode == "host";
    }
}
