namespace PromLauncher.Config.RuleFiles;

/// <summary>For whom a rule file is checked.</summary>
public sealed record RuleFileOptions
{
    /// <summary>The release whose verdict is wanted.</summary>
    public PrometheusVersion Version { get; init; } = PrometheusVersion.NewestKnown;

    /// <summary>True when the configuration says <c>metric_name_validation_scheme: legacy</c>.</summary>
    public bool LegacyNames { get; init; }

    /// <summary>True when placeholders hold stand-ins and not values.</summary>
    public bool Offline { get; init; }
}
