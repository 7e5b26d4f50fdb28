namespace PromLauncher.Config.TargetFiles;

/// <summary>What a list of targets is checked against.</summary>
public sealed record TargetFileOptions
{
    /// <summary>The Prometheus release.</summary>
    public PrometheusVersion Version { get; init; } = PrometheusVersion.NewestKnown;

    /// <summary>True when a job or Alertmanager that names the list has no <c>relabel_configs</c>: addresses are used unchanged, and must be valid.</summary>
    public bool AddressesAreFinal { get; init; }

    /// <summary>True when the list names only Alertmanagers: promtool accepts one without an address.</summary>
    public bool MayBeEmpty { get; init; }

    /// <summary>True when the configuration says <c>metric_name_validation_scheme: legacy</c>.</summary>
    public bool LegacyNames { get; init; }
}
