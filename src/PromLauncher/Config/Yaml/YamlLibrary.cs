namespace PromLauncher.Config.Yaml;

/// <summary>The library with which Prometheus reads a kind of file; where they differ, so do the verdicts.</summary>
public enum YamlLibrary
{
    /// <summary>go-yaml v2: the configuration, file_sd lists, web configuration.</summary>
    GoYaml2,

    /// <summary>go-yaml v3: rule files.</summary>
    GoYaml3,
}
