namespace PromLauncher.Discovery.Targets;

/// <summary>Which labels targets carry.</summary>
public enum LabelStyle
{
    /// <summary>Those of teralytics/prometheus-ecs-discovery.</summary>
    Standard,

    /// <summary>The same, and those of Prometheus's own ECS discovery.</summary>
    Extended,

    /// <summary>Those of OpenTelemetry's ECS observer.</summary>
    Observer,
}
