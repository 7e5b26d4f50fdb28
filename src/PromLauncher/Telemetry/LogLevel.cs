namespace PromLauncher.Telemetry;

/// <summary>The level of a log line; the names are those of Prometheus's <c>--log.level</c>.</summary>
public enum LogLevel
{
    /// <summary>Details for troubleshooting.</summary>
    Debug,

    /// <summary>Normal events.</summary>
    Info,

    /// <summary>Something to look at eventually.</summary>
    Warn,

    /// <summary>Something to look at now.</summary>
    Error,
}
