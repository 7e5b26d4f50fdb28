using PromLauncher.Aws;
using PromLauncher.Releases;
using PromLauncher.Sources;
using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary><c>promlauncher fetch --to DIR</c>: a configuration for a Prometheus started by someone else.</summary>
public sealed class Fetching(FetchOptions options, ProcessContext process)
{
    private readonly Log _log = LogChoice.Make(options.Configuration, process.Time);

    /// <summary>Fetches, expands and checks the configuration, then puts it into the folder.</summary>
    public Task<Outcome> RunAsync() => Attempt.RunAsync(async stop =>
    {
        using var aws = new AwsContext(new AwsOptions { Environment = process.Environment, Time = process.Time, Log = _log });
        var target = PrometheusTargetProbe.FindAsync(options.Configuration, PrometheusTargetProbe.Prometheus, arguments: null, cacheFolder: null, process, _log, stop);
        using var loader = LoaderFactory.Create(options.Configuration, target, TimeSpan.Zero, aws, process, _log);
        var candidate = await new Retry(process.Time, Random.Shared).RunAsync(
            token => loader.LoadAsync(beforeReload: false, token), options.StartupTimeout, _log.LogFailedAttempt, stop);
        if (candidate.IsBlocked) throw ConfigurationLoader.Invalid(candidate, loader.Location);
        var start = process.Time.GetTimestamp();
        new OutputFolder(options.To, options.FileMode, options.DirectoryMode).Write(candidate.Files, candidate.MainFile);
        _log.Info("written", [("dir", options.To), ("files", candidate.Files.Count), ("duration", process.Time.GetElapsedTime(start))]);
        return 0;
    }, process, _log);
}
