namespace PromLauncher.Discovery.Ecs;

/// <summary>
/// Parts of the ARNs of ECS (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html).
/// Nothing throws: an absent part is null.
/// </summary>
public static class EcsArn
{
    /// <summary>The region of an ARN.</summary>
    public static string? Region(string arn) => Part(arn, 3);

    /// <summary>The account of an ARN.</summary>
    public static string? Account(string arn) => Part(arn, 4);

    /// <summary>What follows the last slash: a cluster's name, a task's id.</summary>
    public static string Name(string arn) => arn[(arn.LastIndexOf('/') + 1)..];

    /// <summary>The cluster of a task, from the task's ARN alone; null for the short format used before 2018, which doesn't contain it.</summary>
    public static string? ClusterOfTask(string taskArn)
    {
        var resource = taskArn.IndexOf(":task/", StringComparison.Ordinal);
        if (resource < 0) return null;
        var name = taskArn.AsSpan(resource + 6);
        var slash = name.IndexOf('/');
        return slash <= 0 ? null : $"{taskArn.AsSpan(0, resource)}:cluster/{name[..slash]}";
    }

    private static string? Part(string arn, int index)
    {
        if (!arn.StartsWith("arn:", StringComparison.Ordinal)) return null;
        var start = 0;
        for (var i = 0; i < index; i++)
        {
            start = arn.IndexOf(':', start) + 1;
            if (start == 0) return null;
        }

        var end = arn.IndexOf(':', start);
        return end > start ? arn[start..end] : null;
    }
}
