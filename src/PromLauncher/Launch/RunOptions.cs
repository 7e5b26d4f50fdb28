using PromLauncher.Discovery;

namespace PromLauncher.Launch;

/// <summary>The options of <c>run</c>.</summary>
public sealed record RunOptions
{
    /// <summary>How to fetch the configuration.</summary>
    public required ConfigurationOptions Configuration { get; init; }

    /// <summary>Where releases are published, or null: <c>/var/lib/promlauncher</c>, else a private folder under the temporary folder.</summary>
    public string? StateDir { get; init; }

    /// <summary>The program to start: a path, or a name to look up in PATH.</summary>
    public string Prometheus { get; init; } = "prometheus";

    /// <summary>The arguments of Prometheus, untouched.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>How often the source is polled; zero: never.</summary>
    public TimeSpan RefreshInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often values from Parameter Store and Secrets Manager are fetched again.</summary>
    public TimeSpan SecretsRefreshInterval { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long to retry fetching when there is no last good configuration.</summary>
    public TimeSpan StartupTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>What to do when the configuration can't be fetched or is invalid.</summary>
    public FailurePolicy OnFailure { get; init; }

    /// <summary>After this long an unfinished reload is reported; null: computed from the child's flush deadline.</summary>
    public TimeSpan? ReloadTimeout { get; init; }

    /// <summary>After a stop signal the child is killed after this long; zero: left to the container runtime.</summary>
    public TimeSpan StopTimeout { get; init; }

    /// <summary>Where the launcher listens (<c>host:port</c>), or null.</summary>
    public string? Listen { get; init; }

    /// <summary>How to reach the child, or null: from its own flags.</summary>
    public string? PrometheusUrl { get; init; }

    /// <summary>A file in promtool's http config format for reaching the child, or null.</summary>
    public string? PrometheusHttpConfig { get; init; }

    /// <summary>Give Prometheus a flush deadline that fits Fargate's stop timeout, unless the user set one.</summary>
    public bool DefaultFlags { get; init; } = true;

    /// <summary>Discovery in the same process, or null.</summary>
    public DiscoveryOptions? Discover { get; init; }

    /// <summary>True when nothing needs a parent: Prometheus then replaces the launcher.</summary>
    public bool CanExecute => RefreshInterval == TimeSpan.Zero && Discover is null && StopTimeout == TimeSpan.Zero;
}
