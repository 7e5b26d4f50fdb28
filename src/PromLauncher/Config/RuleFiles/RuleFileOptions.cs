namespace PromLauncher.Config.RuleFiles;

/// <summary>What a rule file is checked against.</summary>
public sealed record RuleFileOptions
{
    /// <summary>The Prometheus release.</summary>
    public PrometheusVersion Version { get; init; } = PrometheusVersion.NewestKnown;

    /// <summary>True when the configuration says <c>metric_name_validation_scheme: legacy</c>.</summary>
    public bool LegacyNames { get; init; }

    /// <summary>True when placeholders have been replaced by stand-ins instead of values.</summary>
    public bool Offline { get; init; }
}
