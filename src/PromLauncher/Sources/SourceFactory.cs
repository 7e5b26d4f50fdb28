using PromLauncher.Aws;
using PromLauncher.Telemetry;

namespace PromLauncher.Sources;

/// <summary>Creates the source for a location.</summary>
public static class SourceFactory
{
    /// <summary>The source of a location; it makes no request yet. Dispose it when it is an <see cref="IDisposable"/>.</summary>
    /// <exception cref="FailureException">Plain http that is not allowed: usage.</exception>
    public static ISource Create(Location location, SourceOptions options, AwsContext aws) => location switch
    {
        S3Location { IsPrefix: true } s3 => new TimedSource(new S3PrefixSource(s3, options, aws), s3.Display, options),
        S3Location s3 => new TimedSource(new S3ObjectSource(s3, options, aws), s3.Display, options),
        HttpLocation { IsEncrypted: false } http when !options.AllowHttp => throw new FailureException(FailureKind.Usage,
            $"{http.Display} is not encrypted.", $"Use https://, or allow it with {options.AllowHttpOption}."),
        HttpLocation http => new TimedSource(new HttpSource(http, options, aws.Connections), http.Display, options),
        ParameterLocation parameter => new TimedSource(new ParameterSource(parameter, options, aws), parameter.Display, options),
        EnvironmentLocation environment => new EnvironmentSource(environment, options),
        FileLocation file => new FileSource(file, options),
        StandardInputLocation => new StandardInputSource(options),
        _ => throw new ArgumentOutOfRangeException(nameof(location)),
    };
}
