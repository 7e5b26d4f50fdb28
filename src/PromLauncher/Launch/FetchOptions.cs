namespace PromLauncher.Launch;

/// <summary>The options of <c>fetch</c>.</summary>
public sealed record FetchOptions
{
    /// <summary>How to fetch the configuration.</summary>
    public required ConfigurationOptions Configuration { get; init; }

    /// <summary>The folder to put it into.</summary>
    public required string To { get; init; }

    /// <summary>The mode of files, which Prometheus may read as another user.</summary>
    public UnixFileMode FileMode { get; init; }

    /// <summary>The mode of folders.</summary>
    public UnixFileMode DirectoryMode { get; init; }

    /// <summary>How long to retry fetching.</summary>
    public TimeSpan StartupTimeout { get; init; }
}
