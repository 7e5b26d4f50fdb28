using PromLauncher.Aws;
using PromLauncher.Discovery;
using PromLauncher.Releases;
using PromLauncher.Sources;
using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary>Creates the discoverer for <c>discover</c> and <c>run</c>.</summary>
internal static class DiscovererFactory
{
    /// <summary>World-readable: Prometheus may run as another user.</summary>
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <param name="options">What to scan, and how.</param>
    /// <param name="prefix">The prefix of these options' names, for error messages.</param>
    /// <param name="aws">Access to AWS.</param>
    /// <param name="process">The environment, signals, clock and streams of this process.</param>
    /// <param name="log">The log.</param>
    /// <exception cref="FailureException">The options are invalid: usage.</exception>
    public static Discoverer Create(DiscoveryOptions options, string prefix, AwsContext aws, ProcessContext process, Log log) => new(
        options,
        new AwsApis(aws),
        options.Rules is null ? null : Rules(options.Rules, options.AllowHttp, prefix + "allow-http", aws, process),
        static (path, content) => AtomicFile.Write(path, content, Mode, durable: true),
        content => process.Output.Write(System.Text.Encoding.UTF8.GetString(content.Span)),
        process.Time,
        Random.Shared,
        log);

    private static RulesFile Rules(string text, bool allowHttp, string allowHttpOption, AwsContext aws, ProcessContext process)
    {
        var location = Location.Parse(text);
        return new RulesFile(
            SourceFactory.Create(
                location, new SourceOptions { AllowHttp = allowHttp, AllowHttpOption = allowHttpOption, Time = process.Time, Environment = process.Environment }, aws),
            location.Display);
    }
}
