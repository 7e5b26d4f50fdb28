using System.Text.Json;

namespace PromLauncher.Aws;

/// <summary>What task metadata says about the task; what the launch type, agent or platform version does not provide is null.</summary>
public sealed record TaskFacts
{
    /// <summary>The cluster as reported: an ARN on Fargate, a short name from some agents.</summary>
    public string? ClusterReference { get; init; }

    /// <summary>The task's ARN.</summary>
    public string? TaskArn { get; init; }

    /// <summary>The task definition's family.</summary>
    public string? Family { get; init; }

    /// <summary>The task definition's revision.</summary>
    public string? Revision { get; init; }

    /// <summary>The service that started the task, if one did.</summary>
    public string? Service { get; init; }

    /// <summary>The availability zone; on EC2 only with newer agents.</summary>
    public string? AvailabilityZone { get; init; }

    /// <summary><c>FARGATE</c>, <c>EC2</c>, …</summary>
    public string? LaunchType { get; init; }

    /// <summary>The cluster's short name.</summary>
    public string? Cluster => ClusterReference is { } text ? text[(text.LastIndexOf('/') + 1)..] : null;

    /// <summary>The cluster's ARN, derived from the task's where only the short name is reported.</summary>
    public string? ClusterArn => ClusterReference is null || ClusterReference.StartsWith("arn:", StringComparison.Ordinal)
        ? ClusterReference
        : ArnPart(1) is { } partition && Region is { } region && AccountId is { } account ? $"arn:{partition}:ecs:{region}:{account}:cluster/{ClusterReference}" : null;

    /// <summary>The task's id: the last part of its ARN.</summary>
    public string? TaskId => TaskArn is { } arn ? arn[(arn.LastIndexOf('/') + 1)..] : null;

    /// <summary>The region, from the task's ARN; without one, from the zone.</summary>
    public string? Region => ArnPart(3) ?? (AvailabilityZone is { } zone ? AwsRegion.OfZone(zone) : null);

    /// <summary>The account, from the task's ARN.</summary>
    public string? AccountId => ArnPart(4);

    /// <summary>Parses the document of <c>/task</c>.</summary>
    public static TaskFacts Read(JsonElement task) => new()
    {
        ClusterReference = Text(task, "Cluster"),
        TaskArn = Text(task, "TaskARN"),
        Family = Text(task, "Family"),
        Revision = Text(task, "Revision"),
        Service = Text(task, "ServiceName"),
        AvailabilityZone = Text(task, "AvailabilityZone"),
        LaunchType = Text(task, "LaunchType"),
    };

    internal static string? Text(JsonElement element, string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
        ? value.ValueKind switch
        {
            JsonValueKind.String => value.GetString() is { Length: > 0 } text ? text : null,
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        }
        : null;

    private string? ArnPart(int index)
    {
        if (TaskArn is null) return null;
        var parts = TaskArn.Split(':', 6);
        return parts.Length == 6 && parts[0] == "arn" && parts[index].Length > 0 ? parts[index] : null;
    }
}
