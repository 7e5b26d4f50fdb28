using PromLauncher.Aws;
using PromLauncher.Launch.Monitoring;
using PromLauncher.Releases;
using PromLauncher.Supervision;
using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary><c>promlauncher run</c>: starts Prometheus with the configuration from a location, and supervises it.</summary>
public sealed class Launcher
{
    private readonly RunOptions _options;
    private readonly ProcessContext _process;
    private readonly ChildArguments _arguments;
    private readonly Log _log;

    /// <summary>A launcher that has done nothing yet.</summary>
    public Launcher(RunOptions options, ProcessContext process)
    {
        _options = options;
        _process = process;
        _arguments = ChildArguments.Parse(ArgumentFiles.Expand(options.Arguments));
        _log = LogChoice.Make(options.Configuration, process.Time, _arguments);
    }

    /// <summary>Runs until Prometheus ends; in exec mode it does not return once Prometheus has replaced the process.</summary>
    public Task<Outcome> RunAsync() => Attempt.RunAsync(StartAsync, _process, _log);

    private async Task<int> StartAsync(CancellationToken stop)
    {
        foreach (var warning in _arguments.Warnings) _log.Warn(warning);
        using var aws = new AwsContext(new AwsOptions { Environment = _process.Environment, Time = _process.Time, Log = _log });
        using var discovery = DiscoveryActor.Create(_options, aws, _process, _log);
        using var store = ReleaseStore.Open(new StateLocation { Given = _options.StateDir }, _log, _process.Time);
        var target = PrometheusTargetProbe.FindAsync(_options.Configuration, _options.Prometheus, _arguments, store.Folder, _process, _log, stop);
        using var loader = LoaderFactory.Create(_options.Configuration, target, _options.SecretsRefreshInterval, aws, _process, _log, store.StagingFolder);
        var state = new RunState(new RunStatus { Location = loader.Location }, _process.Time);
        using var report = new RunReport(state, discovery?.Discoverer, _process, _log);
        var start = await new Bootstrap(_options, loader, store, state, _process, _log).FindAsync();
        var command = await CommandAsync(store, aws);
        if (StoragePath.Check(_arguments.StoragePath((await target).Version)) is var (message, help)) _log.Error(message, [("help", help)]);

        // After a start from the last good configuration the launcher must stay to see the source come back.
        if (!_options.CanExecute || start.IsLastGood)
            return await new Supervisor(_options, _arguments, loader, store, state, report, discovery, _process, _log).RunAsync(command, start);

        if (_options.Listen is not null) _log.Info("--listen is ignored: with --refresh-interval=0 Prometheus replaces the launcher process");
        if (start.Candidate is { HoldsSecrets: true }) _log.Info("secrets are not refreshed: with --refresh-interval=0 Prometheus replaces the launcher process");

        // All checks have passed, and the launcher will not be there to see Prometheus become ready.
        store.MarkGood(start.Release, loader.Location, _options.Configuration.MainFile);
        store.KeepLockedAcrossExec();
        _log.Info("Prometheus replaces the launcher process", [("program", command.Program), ("release", start.Release.Hash), ("after", _process.Age)]);
        _log.Debug("start-up allocations", [("allocated", GC.GetTotalAllocatedBytes())]);
        state.Replaced(ChildEndpoint.Of(_arguments, _options.PrometheusUrl, _options.PrometheusHttpConfig).Address);
        report.Leave();
        Replacement.Become(command, _process.Signals);
        throw new InvalidOperationException("execve returned");
    }

    private async Task<ChildCommand> CommandAsync(ReleaseStore store, AwsContext aws)
    {
        var variables = new Dictionary<string, string>();
        if (string.IsNullOrEmpty(_process.Environment("AWS_REGION")) && await aws.Region.FindAsync(_process.Signals.Stop) is { } region)
        {
            variables["AWS_REGION"] = region;
            _log.Info("setting AWS_REGION for Prometheus", [("region", region), ("from", aws.Region.Origin)]);
        }

        return new ChildCommand
        {
            Program = _options.Prometheus,
            Arguments = _arguments.ForStart(store.CurrentMainFile(_options.Configuration.MainFile), _options.DefaultFlags, _options.StopTimeout),
            Variables = variables,
            StopTimeout = _options.StopTimeout,
        };
    }
}
