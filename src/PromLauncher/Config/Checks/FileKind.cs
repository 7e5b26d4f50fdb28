namespace PromLauncher.Config.Checks;

/// <summary>The purpose of a file for Prometheus.</summary>
public enum FileKind
{
    /// <summary>The configuration, or a file of <c>scrape_config_files</c>.</summary>
    Config,

    /// <summary>Recording and alerting rules.</summary>
    Rules,

    /// <summary>A list of targets for <c>file_sd_configs</c>.</summary>
    Targets,

    /// <summary>What <c>--web.config.file</c> names.</summary>
    Web,

    /// <summary>Unit tests of rules, which only promtool reads (https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/).</summary>
    RuleTests,
}
