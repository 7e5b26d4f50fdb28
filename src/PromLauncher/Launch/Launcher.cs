using PromLauncher.Aws;
using PromLauncher.Releases;
using PromLauncher.Sources;
using PromLauncher.Supervision;
using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary><c>promlauncher run</c>: from a location to a running Prometheus, and all of its life.</summary>
public sealed class Launcher
{
    private readonly RunOptions _options;
    private readonly Surroundings _surroundings;
    private readonly ChildArguments _arguments;
    private readonly Log _log;

    /// <summary>A launcher that has done nothing yet.</summary>
    public Launcher(RunOptions options, Surroundings surroundings)
    {
        _options = options;
        _surroundings = surroundings;
        _arguments = ChildArguments.Parse(options.Arguments);
        _log = LogChoice.Make(options.Fetch, surroundings.Time, _arguments);
    }

    /// <summary>Runs until Prometheus ends; in exec mode it never returns once Prometheus has taken its place.</summary>
    public async Task<Outcome> RunAsync()
    {
        try
        {
            return new Outcome(await StartAsync());
        }
        catch (OperationCanceledException) when (_surroundings.Signals.StopSignal != 0)
        {
            _log.Info("stopped before Prometheus was started", [("signal", _surroundings.Signals.StopSignal)]);
            return new Outcome(_surroundings.Signals.StopCode);
        }
        catch (FailureException e)
        {
            _log.Error(e.Message, e.Help is null ? [] : [("help", e.Help)]);
            return new Outcome(0, e.Kind);
        }
    }

    private async Task<int> StartAsync()
    {
        foreach (var warning in _arguments.Warnings) _log.Warn(warning);
        if (_options.Listen is not null && _options.CanExecute) _log.Info("--listen is ignored: with --refresh-interval 0 Prometheus takes the launcher's place");

        using var aws = new AwsContext(new AwsOptions { Environment = _surroundings.Environment, Time = _surroundings.Time, Log = _log });
        using var store = ReleaseStore.Open(new StateLocation { Given = _options.StateDir }, _log, _surroundings.Time);
        var loader = LoaderFactory.Create(_options.Fetch, aws, _surroundings, _log);
        var start = await new Opening(_options, loader, store, _surroundings, _log).FindAsync();
        var command = await CommandAsync(store, aws);
        if (!_options.CanExecute || start.IsLastGood) return await new Supervisor(_options, loader, store, command, start, _surroundings, _log).RunAsync();

        // All checks have passed: nobody will be here to see Prometheus become ready.
        store.MarkGood(start.Release, loader.Location, _options.Fetch.MainFile);
        store.KeepLockedAcrossExec();
        Tell(command, start);
        Replacement.Become(command, _surroundings.Signals);
        throw new InvalidOperationException("execve returned");
    }

    private async Task<ChildCommand> CommandAsync(ReleaseStore store, AwsContext aws)
    {
        var variables = new Dictionary<string, string>();
        if (string.IsNullOrEmpty(_surroundings.Environment("AWS_REGION")) && await aws.Region.FindAsync(_surroundings.Signals.Stop) is { } region)
        {
            variables["AWS_REGION"] = region;
            _log.Info("AWS_REGION is given to Prometheus", [("region", region), ("from", aws.Region.Origin)]);
        }

        return new ChildCommand
        {
            Program = _options.Prometheus,
            Arguments = _arguments.ForStart(store.CurrentMainFile(_options.Fetch.MainFile), _options.DefaultFlags, _options.StopTimeout),
            Variables = variables,
            StopTimeout = _options.StopTimeout,
        };
    }

    private void Tell(ChildCommand command, Start start) => _log.Info("starting Prometheus",
        [("program", command.Program), ("release", start.Release.Hash), ("mode", "exec"), ("after", SinceProcessStart())]);

    private static TimeSpan SinceProcessStart() => DateTime.UtcNow - System.Diagnostics.Process.GetCurrentProcess().StartTime.ToUniversalTime();
}
