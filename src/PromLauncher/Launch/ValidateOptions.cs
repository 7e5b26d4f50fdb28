namespace PromLauncher.Launch;

/// <summary>The formats of <c>validate</c>'s report.</summary>
public enum ReportFormat
{
    /// <summary>For people: <c>file:line:column</c>, the line with a caret, the reason and help.</summary>
    Text,

    /// <summary>One JSON object.</summary>
    Json,

    /// <summary>Workflow commands of GitHub Actions.</summary>
    GitHub,

    /// <summary>SARIF 2.1.0.</summary>
    Sarif,

    /// <summary>JUnit XML.</summary>
    JUnit,

    /// <summary>Checkstyle XML.</summary>
    Checkstyle,
}

/// <summary>The options of <c>validate</c>.</summary>
public sealed record ValidateOptions
{
    /// <summary>How the configurations are had.</summary>
    public required FetchOptions Fetch { get; init; }

    /// <summary>The locations to check; none: that of <see cref="FetchOptions.Location"/> or the environment.</summary>
    public IReadOnlyList<string> Locations { get; init; } = [];

    /// <summary>The report's format, or null: GitHub's inside GitHub Actions, else text.</summary>
    public ReportFormat? Format { get; init; }

    /// <summary>The least severity that fails the check.</summary>
    public string FailOn { get; init; } = "error";

    /// <summary>Findings turned off, by id.</summary>
    public IReadOnlyList<string> Disable { get; init; } = [];

    /// <summary>Findings raised to errors, by id.</summary>
    public IReadOnlyList<string> Error { get; init; } = [];

    /// <summary>What the files are: <c>config</c>, <c>rules</c>, <c>targets</c>, <c>web</c> or <c>auto</c>.</summary>
    public string Kind { get; init; } = "auto";

    /// <summary>Check for Prometheus in agent mode.</summary>
    public bool Agent { get; init; }

    /// <summary>Ask no AWS, no metadata endpoint and no version: placeholders get typed stand-ins.</summary>
    public bool Offline { get; init; }

    /// <summary>Read the text as Prometheus itself would, placeholders unexpanded.</summary>
    public bool NoExpand { get; init; }

    /// <summary>A release whose differences from the target are named, or null.</summary>
    public string? FromVersion { get; init; }

    /// <summary>Don't look for credential, TLS and password files.</summary>
    public bool NoCredentialFiles { get; init; }

    /// <summary>Don't look for any referenced file but scrape_config_files.</summary>
    public bool NoFiles { get; init; }

    /// <summary>Colours in the text report.</summary>
    public bool Colour { get; init; }
}

/// <summary>The options of <c>render</c>.</summary>
public sealed record RenderOptions
{
    /// <summary>How the configuration is had.</summary>
    public required FetchOptions Fetch { get; init; }

    /// <summary>Print secrets too.</summary>
    public bool Reveal { get; init; }

    /// <summary>Print a unified diff against the source.</summary>
    public bool Diff { get; init; }
}

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
