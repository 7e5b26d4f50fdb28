namespace PromLauncher.Telemetry;

/// <summary>Something that exposes metrics.</summary>
public interface IMetricsSource
{
    /// <summary>Writes the current values. Called from any thread.</summary>
    void Write(MetricsText text);
}
