using PromLauncher.Telemetry;

namespace PromLauncher.Aws;

/// <summary>The values of <c>ecs:</c> and <c>aws:</c>.</summary>
/// <param name="aws">How AWS is called.</param>
internal sealed class TaskValues(AwsContext aws)
{
    private const string TagPrefix = "tag:";

    public async Task<AwsValue> ReadAsync(AwsName name, CancellationToken cancellation)
    {
        try
        {
            return name.Scheme switch
            {
                "ecs" => await ReadTaskAsync(name.Name, cancellation).ConfigureAwait(false),
                "aws" => await ReadAwsAsync(name.Name, cancellation).ConfigureAwait(false),
                _ => AwsValue.Missing($"{name} is not an AWS value."),
            };
        }
        catch (FailureException e)
        {
            return AwsValue.Failed(e);
        }
    }

    private async Task<AwsValue> ReadTaskAsync(string name, CancellationToken cancellation)
    {
        if (!aws.TaskMetadata.IsPresent)
            return AwsValue.Absent($"ecs:{name} is available only in an ECS task: ECS_CONTAINER_METADATA_URI_V4 is not set.");
        if (name == "container_name") return Known(await aws.TaskMetadata.ContainerNameAsync(cancellation).ConfigureAwait(false));
        if (name.StartsWith(TagPrefix, StringComparison.Ordinal))
        {
            var key = name[TagPrefix.Length..];
            var tags = await aws.TaskMetadata.TagsAsync(cancellation).ConfigureAwait(false);
            return tags.TryGetValue(key, out var value) ? Known(value) : AwsValue.Missing($"The task has no tag {key}.");
        }

        var task = await aws.TaskMetadata.TaskAsync(cancellation).ConfigureAwait(false);
        var (known, text) = name switch
        {
            "cluster" => (true, task.Cluster),
            "cluster_arn" => (true, task.ClusterArn),
            "task_id" => (true, task.TaskId),
            "task_arn" => (true, task.TaskArn),
            "family" => (true, task.Family),
            "revision" => (true, task.Revision),
            "service" => (true, task.Service),
            "availability_zone" => (true, task.AvailabilityZone),
            _ => (false, null),
        };
        if (!known) return AwsValue.Missing($"ecs:{name} is not known.");
        return text is not null ? Known(text) : AwsValue.Absent(name switch
        {
            "service" => "Task metadata names no service: no service started this task, or the ECS agent is older than 1.63.1.",
            "availability_zone" => "Task metadata names no availability zone: only Fargate since platform version 1.4.0 and newer ECS agents do.",
            _ => $"Task metadata does not provide {name}{(task.LaunchType is { } type ? " on " + type : "")}.",
        });
    }

    private async Task<AwsValue> ReadAwsAsync(string name, CancellationToken cancellation)
    {
        switch (name)
        {
            case "region":
                try
                {
                    return AwsValue.Found(await aws.Region.GetAsync(cancellation).ConfigureAwait(false), aws.Region.Origin ?? "", secret: false);
                }
                catch (FailureException e) when (e.Kind == FailureKind.Usage)
                {
                    return AwsValue.Absent("No AWS region is known: set AWS_REGION.");
                }

            case "account_id":
                if (aws.TaskMetadata.IsPresent && (await aws.TaskMetadata.TaskAsync(cancellation).ConfigureAwait(false)).AccountId is { } account) return Known(account);
                return AwsValue.Found((await aws.CallerAsync(cancellation).ConfigureAwait(false)).Account, "STS", secret: false);
            default:
                return AwsValue.Missing($"aws:{name} is not known.");
        }
    }

    private static AwsValue Known(string text) => AwsValue.Found(text, "task metadata", secret: false);
}
