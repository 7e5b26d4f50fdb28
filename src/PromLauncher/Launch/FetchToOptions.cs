namespace PromLauncher.Launch;

/// <summary>The options of <c>fetch</c>.</summary>
public sealed record FetchToOptions
{
    /// <summary>How the configuration is had.</summary>
    public required FetchOptions Fetch { get; init; }

    /// <summary>The folder to put it into.</summary>
    public required string To { get; init; }

    /// <summary>The mode of files; another user's Prometheus reads them.</summary>
    public UnixFileMode FileMode { get; init; }

    /// <summary>The mode of folders.</summary>
    public UnixFileMode DirectoryMode { get; init; }

    /// <summary>How long fetching is tried.</summary>
    public TimeSpan StartupTimeout { get; init; }
}
