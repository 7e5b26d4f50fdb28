using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary>Where a configuration is and how it is loaded: the options shared by <c>run</c>, <c>validate</c>, <c>render</c> and <c>fetch</c>.</summary>
public sealed record ConfigurationOptions
{
    /// <summary>The configuration's location; null: the first one set in the environment.</summary>
    public string? Location { get; init; }

    /// <summary>The main file of a prefix or directory, and the name under which a single file is published.</summary>
    public string MainFile { get; init; } = "prometheus.yml";

    /// <summary>Which checker validates the configuration.</summary>
    public CheckMode Check { get; init; }

    /// <summary>The Prometheus release to check against; null: that of the child.</summary>
    public string? PrometheusVersion { get; init; }

    /// <summary>Values for placeholders, each <c>NAME=VALUE</c>; they take precedence over the environment.</summary>
    public IReadOnlyList<string> Set { get; init; } = [];

    /// <summary>Files of further values, in Docker's dotenv format.</summary>
    public IReadOnlyList<string> EnvFiles { get; init; } = [];

    /// <summary>The placeholders that may be used (<c>env</c>, <c>ecs</c>, <c>aws</c>, <c>ssm:/prom/*</c>, …); empty: all.</summary>
    public IReadOnlyList<string> AllowPlaceholders { get; init; } = [];

    /// <summary>Expand placeholders in rule files too.</summary>
    public bool ExpandRuleFiles { get; init; }

    /// <summary>Accept a location that begins with <c>http://</c>.</summary>
    public bool AllowHttp { get; init; }

    /// <summary>The maximum size of a configuration, all files together, in bytes.</summary>
    public long MaxSize { get; init; } = 10 << 20;

    /// <summary>The most objects under a prefix, or files in a directory.</summary>
    public int MaxObjects { get; init; } = 1000;

    /// <summary>The format of log lines; null: that of the child's flags, else logfmt.</summary>
    public LogFormat? LogFormat { get; init; }

    /// <summary>The minimum level of log lines; null: that of the child's flags, else info.</summary>
    public LogLevel? LogLevel { get; init; }
}
