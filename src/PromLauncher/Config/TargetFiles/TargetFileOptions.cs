namespace PromLauncher.Config.TargetFiles;

/// <summary>For whom a list of targets is checked.</summary>
public sealed record TargetFileOptions
{
    /// <summary>The release whose verdict is wanted.</summary>
    public PrometheusVersion Version { get; init; } = PrometheusVersion.NewestKnown;

    /// <summary>True when a job or Alertmanager that names the list has no <c>relabel_configs</c>: an address is used as it stands, and must be one.</summary>
    public bool AddressesAreFinal { get; init; }

    /// <summary>True when the list names Alertmanagers alone: promtool doesn't mind one without an address.</summary>
    public bool MayBeEmpty { get; init; }

    /// <summary>True when the configuration says <c>metric_name_validation_scheme: legacy</c>.</summary>
    public bool LegacyNames { get; init; }
}
