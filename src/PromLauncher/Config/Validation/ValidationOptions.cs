using PromLauncher.Config.Regex;

namespace PromLauncher.Config.Validation;

/// <summary>What a configuration is checked against.</summary>
public sealed record ValidationOptions
{
    /// <summary>The release whose rules apply.</summary>
    public PrometheusVersion Version { get; init; } = PrometheusVersion.NewestKnown;

    /// <summary>A release to compare with <see cref="Version"/> (older or newer): every difference that affects the file is reported; null for none.</summary>
    public PrometheusVersion? From { get; init; }

    /// <summary>True for agent mode: no alerting, no rules, no remote_read.</summary>
    public bool Agent { get; init; }

    /// <summary>What <c>--enable-feature</c> names.</summary>
    public IReadOnlySet<string> FeatureFlags { get; init; } = new HashSet<string>();

    /// <summary>
    /// True when unknown fields are only warnings if <see cref="Version"/> is newer than the schema (that release may have added the field).
    /// Has no effect on releases that the schema knows.
    /// </summary>
    public bool TolerateUnknownFields { get; init; } = true;

    /// <summary>Where the task runs, for lints; all optional.</summary>
    public DeploymentFacts Deployment { get; init; } = new();

    /// <summary>How long the patterns of relabel rules may run, in everything that is checked with these options.</summary>
    internal MatchingTime Matching { get; init; } = new(clock: null);
}

/// <summary>What is known about the deployment of Prometheus; lints that need a fact are silent without it.</summary>
public sealed record DeploymentFacts
{
    /// <summary>Whether AWS_REGION or the SDK's configuration names a region; null when that is not known.</summary>
    public bool? HasRegion { get; init; }

    /// <summary>Whether EC2's metadata service can be reached (Fargate has none); null when that is not known.</summary>
    public bool? HasInstanceMetadata { get; init; }

    /// <summary>The ARN of the task's own role.</summary>
    public string? TaskRoleArn { get; init; }

    /// <summary>ECS's stopTimeout in seconds.</summary>
    public int? StopTimeoutSeconds { get; init; }

    /// <summary>Prometheus's <c>--storage.remote.flush-deadline</c> in seconds.</summary>
    public int? FlushDeadlineSeconds { get; init; }
}
