using PromLauncher.Aws;
using PromLauncher.Sources;
using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary>Chooses the location and creates its loader.</summary>
internal static class LoaderFactory
{
    /// <param name="options">How to fetch the configuration.</param>
    /// <param name="target">The Prometheus that it is for.</param>
    /// <param name="secretsMaxAge">The age up to which secrets are not fetched again.</param>
    /// <param name="aws">Access to AWS.</param>
    /// <param name="process">The environment, signals, clock and streams of this process.</param>
    /// <param name="log">Receives each step.</param>
    /// <param name="stagingFolder">The folder to create for promtool's files; null: a temporary one.</param>
    /// <param name="keepTrees">See <see cref="ConfigurationLoader.KeepsTrees"/>.</param>
    /// <exception cref="FailureException">No location is given, or it is invalid.</exception>
    public static ConfigurationLoader Create(
        ConfigurationOptions options, Task<PrometheusTarget> target, TimeSpan secretsMaxAge, AwsContext aws, ProcessContext process, Log log, string? stagingFolder = null, bool keepTrees = false)
    {
        var (location, allowHttp) = Choose(options, process, log);
        var source = SourceFactory.Create(location, new SourceOptions
        {
            MainFile = options.MainFile,
            MaxSize = options.MaxSize,
            MaxObjects = options.MaxObjects,
            AllowHttp = allowHttp,
            Time = process.Time,
            Environment = process.Environment,
        }, aws);
        var resolver = new PlaceholderResolver(GivenVariables.Read(options), process.Environment, new AwsValues(aws), secretsMaxAge);
        return new ConfigurationLoader(
            source, location.Display, target, new PlaceholderExpansion(options, resolver, log), new ConfigurationChecker(options.Check, process.Time, log, stagingFolder), process.Time, log)
        {
            KeepsTrees = keepTrees,
        };
    }

    /// <summary>The location from the options, else from the environment.</summary>
    /// <exception cref="FailureException">None is given, or it is invalid.</exception>
    public static (Location Location, bool AllowHttp) Choose(ConfigurationOptions options, ProcessContext process, Log log)
    {
        if (options.Location is { Length: > 0 } given) return (Location.Parse(given), options.AllowHttp);
        var choice = LocationChoice.FromEnvironment(process.Environment) ?? throw new FailureException(FailureKind.Usage, "no location is given",
            $"set S3_CONFIG_LOCATION=s3://bucket/prometheus.yml, or --location; these variables are read: {string.Join(", ", LocationChoice.Variables)}");
        if (choice.AllowsHttpWithWarning)
            log.Warn("the configuration comes over plain http, where anyone on the network path can change it",
                [("location", choice.Location.Display), ("help", "use https")]);
        return (choice.Location, options.AllowHttp || choice.AllowsHttpWithWarning);
    }
}
