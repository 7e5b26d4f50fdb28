using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary>Who judges a configuration.</summary>
public enum CheckMode
{
    /// <summary>The built-in rules; an error of theirs is put to promtool when there is one of the same release.</summary>
    Auto,

    /// <summary>The built-in rules alone.</summary>
    Builtin,

    /// <summary><c>promtool check config</c> alone.</summary>
    Promtool,

    /// <summary>Both.</summary>
    Both,

    /// <summary>Nobody.</summary>
    None,
}

/// <summary>What <c>run</c>, <c>validate</c>, <c>render</c> and <c>fetch</c> have in common.</summary>
public sealed record FetchOptions
{
    /// <summary>Where the configuration is, or null: the first of the environment's locations.</summary>
    public string? Location { get; init; }

    /// <summary>The main file of a prefix or directory, and the name under which a single file is published.</summary>
    public string MainFile { get; init; } = "prometheus.yml";

    /// <summary>Who judges the configuration.</summary>
    public CheckMode Check { get; init; }

    /// <summary>The Prometheus release whose rules hold, or null: the child's own.</summary>
    public string? PrometheusVersion { get; init; }

    /// <summary>Values for placeholders, each <c>NAME=VALUE</c>; they win over the environment.</summary>
    public IReadOnlyList<string> Set { get; init; } = [];

    /// <summary>Files of further values, in the dotenv form that Docker reads.</summary>
    public IReadOnlyList<string> EnvFiles { get; init; } = [];

    /// <summary>The placeholders that may be used (<c>env</c>, <c>ecs</c>, <c>aws</c>, <c>ssm:/prom/*</c>, …); empty: all.</summary>
    public IReadOnlyList<string> AllowPlaceholders { get; init; } = [];

    /// <summary>Expand placeholders in rule files too.</summary>
    public bool ExpandRuleFiles { get; init; }

    /// <summary>Accept a location that begins with <c>http://</c>.</summary>
    public bool AllowHttp { get; init; }

    /// <summary>The largest configuration, all files together, in bytes.</summary>
    public long MaxSize { get; init; } = 10 << 20;

    /// <summary>The most objects under a prefix, or files in a directory.</summary>
    public int MaxObjects { get; init; } = 1000;

    /// <summary>The shape of log lines, or null: what the child's flags say, else logfmt.</summary>
    public LogFormat? LogFormat { get; init; }

    /// <summary>The least level of log lines, or null: what the child's flags say, else info.</summary>
    public LogLevel? LogLevel { get; init; }
}
