using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary>
/// Actors that run concurrently until the main one ends; its result is the outcome (after oklog/run). Another actor that fails is
/// logged but does not stop the rest: Prometheus goes on scraping whatever happens to the loop that refreshes its configuration.
/// </summary>
/// <param name="log">Receives failures of actors.</param>
internal sealed class ActorGroup(Log log)
{
    private readonly List<(string Name, Func<CancellationToken, Task> Run)> _actors = [];

    /// <summary>Adds an actor that runs until its token is cancelled.</summary>
    public void Add(string name, Func<CancellationToken, Task> run) => _actors.Add((name, run));

    /// <summary>Runs all of them until <paramref name="main"/> ends, then stops the rest and waits for them.</summary>
    /// <param name="main">The main actor.</param>
    /// <param name="grace">How long to wait for the others to stop.</param>
    public async Task<T> RunAsync<T>(Func<Task<T>> main, TimeSpan grace)
    {
        using var stop = new CancellationTokenSource();
        var beside = Task.WhenAll(_actors.Select(actor => Guard(actor.Name, actor.Run, stop.Token)));
        try
        {
            return await main();
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAny(beside, Task.Delay(grace));
        }
    }

    private async Task Guard(string name, Func<CancellationToken, Task> run, CancellationToken stop)
    {
        try
        {
            await Task.Yield();
            await run(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped on request.
        }
        catch (FailureException e)
        {
            log.Error($"{name} ended", [("err", e.Message), ("help", e.Help ?? "none")]);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A defect of ours: only the type and the stack, as a message may quote a file's content.
            log.Error($"{name} stopped because of a bug in promlauncher; please report it", [("err", e.GetType().Name), ("at", e.StackTrace ?? "unknown")]);
        }
    }
}
