using System.Text.Json.Nodes;

namespace PromLauncher.LocalAws.Metadata;

/// <summary>The task that the metadata endpoint describes.</summary>
public sealed record TaskFacts
{
    /// <summary>The cluster: its ARN, or on EC2 its short name, as reported by the respective agent.</summary>
    public string Cluster { get; init; } = "arn:aws:ecs:eu-west-1:123456789012:cluster/demo";

    /// <summary>The task's ARN.</summary>
    public string TaskArn { get; init; } = "arn:aws:ecs:eu-west-1:123456789012:task/demo/158d1c8083dd49d6b527399fd6414f5c";

    /// <summary>The task definition's family.</summary>
    public string Family { get; init; } = "prometheus";

    /// <summary>The task definition's revision.</summary>
    public string Revision { get; init; } = "7";

    /// <summary>The service, or null for a standalone task.</summary>
    public string? ServiceName { get; init; }

    /// <summary>FARGATE or EC2.</summary>
    public string LaunchType { get; init; } = "FARGATE";

    /// <summary>Where it runs; null as with some agents on EC2, which leave it out.</summary>
    public string? AvailabilityZone { get; init; } = "eu-west-1b";

    /// <summary>The container that makes the request.</summary>
    public string ContainerName { get; init; } = "prometheus";

    /// <summary>The task's tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4-fargate-response.html and …-v4-response.html
    internal JsonObject Task(bool withTags)
    {
        var task = new JsonObject
        {
            ["Cluster"] = Cluster,
            ["TaskARN"] = TaskArn,
            ["Family"] = Family,
            ["Revision"] = Revision,
            ["DesiredStatus"] = "RUNNING",
            ["KnownStatus"] = "RUNNING",
            ["LaunchType"] = LaunchType,
            ["Containers"] = new JsonArray(Container()),
        };
        if (ServiceName is not null) task["ServiceName"] = ServiceName;
        if (AvailabilityZone is not null) task["AvailabilityZone"] = AvailabilityZone;
        if (withTags) task["TaskTags"] = new JsonObject(Tags.Select(static tag => KeyValuePair.Create(tag.Key, (JsonNode?)tag.Value)));
        return task;
    }

    internal JsonObject Container() => new()
    {
        ["DockerId"] = "cd189a933e5849daa93386466019ab50-2495160603",
        ["Name"] = ContainerName,
        ["DockerName"] = ContainerName,
        ["Image"] = "promlauncher/prometheus:latest",
        ["Labels"] = new JsonObject
        {
            ["com.amazonaws.ecs.cluster"] = Cluster,
            ["com.amazonaws.ecs.container-name"] = ContainerName,
            ["com.amazonaws.ecs.task-arn"] = TaskArn,
            ["com.amazonaws.ecs.task-definition-family"] = Family,
            ["com.amazonaws.ecs.task-definition-version"] = Revision,
        },
        ["DesiredStatus"] = "RUNNING",
        ["KnownStatus"] = "RUNNING",
        ["Type"] = "NORMAL",
        ["Networks"] = new JsonArray(new JsonObject { ["NetworkMode"] = "awsvpc", ["IPv4Addresses"] = new JsonArray("127.0.0.1") }),
    };
}
