namespace PromLauncher.Discovery;

/// <summary>The status of one cluster, or of a scope whose clusters could not be listed.</summary>
public sealed record ClusterStatus
{
    /// <summary>The cluster's name.</summary>
    public required string Name { get; init; }

    /// <summary>When a cycle last succeeded for it, or null.</summary>
    public DateTimeOffset? LastGood { get; init; }

    /// <summary>Since when it has been failing, or null when it is not failing.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>The last failure, or null when it is not failing.</summary>
    public string? Failure { get; init; }

    /// <summary>Its tasks.</summary>
    public int Tasks { get; init; }

    /// <summary>Its targets.</summary>
    public int Targets { get; init; }
}
