namespace PromLauncher.Discovery.Ecs;

/// <summary>
/// A task as DescribeTasks returns it (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html), as far as a target needs it.
/// Every member but the ARN may be missing.
/// </summary>
public sealed record EcsTask
{
    /// <summary>The task's ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>The ARN of its cluster.</summary>
    public string? ClusterArn { get; init; }

    /// <summary>The ARN of its task definition, revision included.</summary>
    public string? DefinitionArn { get; init; }

    /// <summary><c>service:NAME</c>, <c>family:NAME</c>, or what the caller of RunTask set.</summary>
    public string? Group { get; init; }

    /// <summary><c>FARGATE</c>, <c>EC2</c>, <c>EXTERNAL</c>, <c>MANAGED_INSTANCES</c>.</summary>
    public string? LaunchType { get; init; }

    /// <summary>Its current state: <c>PROVISIONING</c>, <c>PENDING</c>, <c>ACTIVATING</c>, <c>RUNNING</c>, …</summary>
    public string? LastStatus { get; init; }

    /// <summary>Its desired state: <c>RUNNING</c> or <c>STOPPED</c>.</summary>
    public string? DesiredStatus { get; init; }

    /// <summary><c>HEALTHY</c>, <c>UNHEALTHY</c>, <c>UNKNOWN</c>.</summary>
    public string? HealthStatus { get; init; }

    /// <summary>The availability zone.</summary>
    public string? AvailabilityZone { get; init; }

    /// <summary>The container instance it runs on, when not on Fargate.</summary>
    public string? ContainerInstanceArn { get; init; }

    /// <summary>The platform's family: <c>Linux</c>.</summary>
    public string? PlatformFamily { get; init; }

    /// <summary>Fargate's platform version.</summary>
    public string? PlatformVersion { get; init; }

    /// <summary>What started it: a deployment's id for a service's task.</summary>
    public string? StartedBy { get; init; }

    /// <summary>Its containers.</summary>
    public IReadOnlyList<EcsContainer> Containers { get; init; } = [];

    /// <summary>Its own network interface, when it has one.</summary>
    public NetworkAttachment? Attachment { get; init; }

    /// <summary>Its tags, when they were requested.</summary>
    public IReadOnlyList<Tag> Tags { get; init; } = [];

    /// <summary>The service's name, from the group; null for a task that is not part of a service.</summary>
    public string? Service => Group is { } group && group.StartsWith("service:", StringComparison.Ordinal) ? group[8..] : null;

    /// <summary>
    /// True when host ports are mapped to it. A container that restarts gets other ports then; the address of a task with its own interface
    /// doesn't change.
    /// </summary>
    public bool HasBindings
    {
        get
        {
            foreach (var container in Containers)
            {
                if (container.Bindings.Count > 0) return true;
            }

            return false;
        }
    }
}
