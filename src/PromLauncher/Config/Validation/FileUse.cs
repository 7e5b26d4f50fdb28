namespace PromLauncher.Config.Validation;

/// <summary>What Prometheus does with a file that a configuration names.</summary>
public enum FileUse
{
    /// <summary>Reads rules: <c>rule_files</c>.</summary>
    Rules,

    /// <summary>Reads more jobs: <c>scrape_config_files</c>.</summary>
    ScrapeConfigs,

    /// <summary>Rereads targets whenever they change: <c>file_sd_configs</c>. The file may come later; Prometheus starts without it.</summary>
    Targets,

    /// <summary>Reads a password, a token, a certificate or a key when it needs it.</summary>
    Credentials,
}
