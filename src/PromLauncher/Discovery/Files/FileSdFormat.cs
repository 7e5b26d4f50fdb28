namespace PromLauncher.Discovery.Files;

/// <summary>The two formats that Prometheus reads target files in (https://prometheus.io/docs/prometheus/latest/configuration/configuration/#file_sd_config).</summary>
public enum FileSdFormat
{
    /// <summary><c>.yml</c>, <c>.yaml</c>.</summary>
    Yaml,

    /// <summary><c>.json</c>; also the format of http_sd.</summary>
    Json,
}

/// <summary>Which format a file has.</summary>
public static class FileSdFormats
{
    /// <summary>The format by the file's extension; null when Prometheus would not accept the file.</summary>
    public static FileSdFormat? Of(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".YML" or ".YAML" => FileSdFormat.Yaml,
        ".JSON" => FileSdFormat.Json,
        _ => null,
    };
}
