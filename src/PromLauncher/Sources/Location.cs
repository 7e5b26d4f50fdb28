namespace PromLauncher.Sources;

/// <summary>Where a configuration is kept: the value of <c>--location</c>.</summary>
public abstract record Location
{
    private protected Location()
    {
    }

    /// <summary>
    /// The location as logs, errors, metrics and pages show it: without user info and query, which may hold secrets
    /// (an S3 version id is not a secret and stays).
    /// </summary>
    public abstract string Display { get; }

    /// <inheritdoc/>
    public sealed override string ToString() => Display;

    /// <summary>Parses a location.</summary>
    /// <exception cref="Telemetry.FailureException">It is not a valid location (<see cref="Telemetry.FailureKind.Usage"/>); says what to write.</exception>
    public static Location Parse(string text) => LocationParser.Parse(text);
}

/// <summary>An S3 object, or all objects under a prefix.</summary>
/// <param name="Bucket">The bucket's name, or the ARN of an access point.</param>
/// <param name="Key">The object's key or, when it is empty or ends in <c>/</c>, the prefix; never decoded.</param>
/// <param name="VersionId">The requested version, or null for the newest.</param>
public sealed record S3Location(string Bucket, string Key, string? VersionId) : Location
{
    /// <summary>True when it names every object under <see cref="Key"/>; a whole bucket is a prefix too.</summary>
    public bool IsPrefix => Key.Length == 0 || Key.EndsWith('/');

    /// <inheritdoc/>
    public override string Display => VersionId is null ? $"s3://{Bucket}/{Key}" : $"s3://{Bucket}/{Key}?versionId={VersionId}";
}

/// <summary>A document on a web server.</summary>
/// <param name="Url">The URL as written, secrets included: never shown.</param>
public sealed record HttpLocation(string Url) : Location
{
    /// <summary>True for https.</summary>
    public bool IsEncrypted => Url.StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override string Display => HttpAddress.Redact(Url);
}

/// <summary>A parameter of Systems Manager's Parameter Store.</summary>
/// <param name="Name">Its name, path or ARN, with <c>:version</c> or <c>:label</c> when one is requested.</param>
public sealed record ParameterLocation(string Name) : Location
{
    /// <inheritdoc/>
    public override string Display => "ssm:" + Name;
}

/// <summary>An environment variable whose value is the configuration.</summary>
/// <param name="Variable">Its name.</param>
public sealed record EnvironmentLocation(string Variable) : Location
{
    /// <inheritdoc/>
    public override string Display => "env:" + Variable;
}

/// <summary>A local file, or a folder with its main file and what belongs to it.</summary>
/// <param name="Path">The path as written.</param>
public sealed record FileLocation(string Path) : Location
{
    /// <inheritdoc/>
    public override string Display => Path;
}

/// <summary>Standard input.</summary>
public sealed record StandardInputLocation : Location
{
    /// <inheritdoc/>
    public override string Display => "-";
}
