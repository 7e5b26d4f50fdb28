namespace PromLauncher.Telemetry;

/// <summary>The type of a metric, as in its TYPE line.</summary>
public enum MetricType
{
    /// <summary>Goes up only; its name ends in <c>_total</c>.</summary>
    Counter,

    /// <summary>Goes up and down.</summary>
    Gauge,
}
