using PromLauncher.Discovery.Ecs;

namespace PromLauncher.Discovery.Targets;

/// <summary>One target and its labels, in the order in which they are written. Two targets are equal when address, task and labels are.</summary>
public sealed class Target : IEquatable<Target>
{
    /// <summary><c>host:port</c>, an IPv6 host in brackets.</summary>
    public required string Address { get; init; }

    /// <summary>The labels, each name once.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Labels { get; init; }

    /// <summary>The task that it belongs to.</summary>
    public required string TaskArn { get; init; }

    /// <summary>The container's name.</summary>
    public string Container { get; init; } = "";

    /// <summary>The service that runs the task, or null.</summary>
    public string? Service { get; init; }

    /// <summary>The task definition's family.</summary>
    public string Family { get; init; } = "";

    /// <summary>The ARN of the cluster.</summary>
    public string ClusterArn { get; init; } = "";

    /// <summary>The cluster's name.</summary>
    public string Cluster => EcsArn.Name(ClusterArn);

    /// <summary>The value of a label, or null.</summary>
    public string? Label(string name)
    {
        foreach (var (key, value) in Labels)
        {
            if (key == name) return value;
        }

        return null;
    }

    /// <inheritdoc/>
    public bool Equals(Target? other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is null || Address != other.Address || TaskArn != other.TaskArn || Labels.Count != other.Labels.Count) return false;
        for (var i = 0; i < Labels.Count; i++)
        {
            if (Labels[i].Key != other.Labels[i].Key || Labels[i].Value != other.Labels[i].Value) return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Target);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Address, TaskArn, Labels.Count);

    /// <summary>The order of a file: by task, container, address, path. It does not depend on the order of API responses.</summary>
    public static int Compare(Target one, Target other)
    {
        var order = string.CompareOrdinal(one.TaskArn, other.TaskArn);
        if (order == 0) order = string.CompareOrdinal(one.Container, other.Container);
        if (order == 0) order = string.CompareOrdinal(one.Address, other.Address);
        if (order == 0) order = string.CompareOrdinal(one.Label("__metrics_path__"), other.Label("__metrics_path__"));
        return order;
    }
}
