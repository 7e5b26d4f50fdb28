using PromLauncher.Releases;
using PromLauncher.Supervision;
using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary>Parent mode: Prometheus as a child, and beside it what keeps its configuration fresh, until it ends.</summary>
internal sealed class Supervisor(
    RunOptions options, ConfigurationLoader loader, ReleaseStore store, ChildCommand command, Start start, Surroundings surroundings, Log log)
{
    /// <summary>How long the actors beside Prometheus may take to stop once it has ended.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>Runs until Prometheus ends.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> RunAsync()
    {
        _ = (options, loader, store);
        using var child = Child.Start(command, surroundings.Signals, surroundings.Time, log);
        log.Info("Prometheus started", [("program", command.Program), ("pid", child.Id), ("release", start.Release.Hash)]);
        var actors = new ActorGroup(log);
        return await actors.RunAsync(() => child.Exited, Grace);
    }
}
