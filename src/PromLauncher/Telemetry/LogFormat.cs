namespace PromLauncher.Telemetry;

/// <summary>The format of log lines; the names are those of Prometheus's <c>--log.format</c>.</summary>
public enum LogFormat
{
    /// <summary><c>time=… level=INFO source=File.cs:12 msg="…" key=value</c>.</summary>
    Logfmt,

    /// <summary>The same fields as one JSON object.</summary>
    Json,
}
