using PromLauncher.Discovery.Ecs;

namespace PromLauncher.Discovery.Targets;

/// <summary>A task with all that is known around it.</summary>
public sealed record TaskView
{
    /// <summary>The task.</summary>
    public required EcsTask Task { get; init; }

    /// <summary>Its definition, or null when that could not be read.</summary>
    public TaskDefinition? Definition { get; init; }

    /// <summary>Why the definition could not be read, for people.</summary>
    public string? DefinitionProblem { get; init; }

    /// <summary>The container instance that it runs on, when it was asked for and is known.</summary>
    public ContainerInstance? Instance { get; init; }

    /// <summary>The EC2 instance that it runs on, when it was asked for and is known.</summary>
    public Ec2Instance? Host { get; init; }

    /// <summary>Why <see cref="Host"/> is null although it is needed.</summary>
    public SkipReason HostProblem { get; init; } = SkipReason.InstanceUnreadable;

    /// <summary>More on that, for people.</summary>
    public string? HostProblemDetail { get; init; }

    /// <summary>The public address of its own interface, when it was asked for and there is one.</summary>
    public string? PublicIp { get; init; }

    /// <summary>True when that was asked for in vain.</summary>
    public bool IsPublicIpUnknown { get; init; }

    /// <summary>Its cluster, when that was asked for.</summary>
    public EcsCluster? Cluster { get; init; }

    /// <summary>Its service, when that was asked for.</summary>
    public EcsService? Service { get; init; }

    /// <summary>The region that it was found in.</summary>
    public string Region { get; init; } = "";

    /// <summary>The ARN of its cluster, as well as it can be told.</summary>
    public string ClusterArn => Task.ClusterArn ?? EcsArn.ClusterOfTask(Task.Arn) ?? Cluster?.Arn ?? "";

    /// <summary>
    /// True when the address of the host is the task's: ports of the host lead to it, or it lives in the host's network; and it has no
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
