namespace PromLauncher.LocalAws.Ecs;

/// <summary>A task definition; registered when its first task starts, or by <see cref="EcsApi.Register"/>.</summary>
public sealed record TaskDefinition
{
    private static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

    /// <summary>Its family.</summary>
    public required string Family { get; init; }

    /// <summary>Its revision.</summary>
    public int Revision { get; init; } = 1;

    /// <summary><c>awsvpc</c>, <c>bridge</c>, <c>host</c>, <c>none</c>; null is left out, and means bridge.</summary>
    public string? NetworkMode { get; init; } = "awsvpc";

    /// <summary>Its containers.</summary>
    public IReadOnlyList<ContainerDefinition> Containers { get; init; } = [];

    /// <summary>Its tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = None;

    internal string Arn(string region, string account) => $"arn:aws:ecs:{region}:{account}:task-definition/{Family}:{Revision}";
}

/// <summary>A container of a task definition.</summary>
public sealed record ContainerDefinition
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its image.</summary>
    public string Image { get; init; } = "public.ecr.aws/docker/library/httpd:2.4";

    /// <summary>Its docker labels.</summary>
    public IReadOnlyDictionary<string, string> DockerLabels { get; init; } = new Dictionary<string, string>();

    /// <summary>Its port mappings.</summary>
    public IReadOnlyList<PortMapping> Ports { get; init; } = [];

    /// <summary>Its environment, which must never be read.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}

/// <summary>A port mapping: of one port, or of a range.</summary>
/// <param name="ContainerPort">The port; 0 with a range.</param>
/// <param name="HostPort">The port on the host; 0: any free one.</param>
/// <param name="Range">A range of container ports, <c>8000-8009</c>; or null.</param>
public sealed record PortMapping(int ContainerPort, int HostPort = 0, string? Range = null);
