using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary>
/// Actors that run side by side until the one that matters ends; its result is the outcome (after oklog/run). An actor beside it that fails is
/// told and missed, but stops nobody: Prometheus goes on scraping whatever becomes of the loop that refreshes its configuration.
/// </summary>
/// <param name="log">Where a failed actor is told.</param>
internal sealed class ActorGroup(Log log)
{
    private readonly List<(string Name, Func<CancellationToken, Task> Run)> _actors = [];

    /// <summary>Adds an actor that runs until its token is cancelled.</summary>
    public void Add(string name, Func<CancellationToken, Task> run) => _actors.Add((name, run));

    /// <summary>Runs all of them until <paramref name="main"/> ends, then stops the rest and waits for them.</summary>
    /// <param name="main">The actor whose end is the end.</param>
    /// <param name="grace">How long the others may take to stop; they are left behind after it.</param>
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
            // Told to stop.
        }
        catch (FailureException e)
        {
            log.Error($"{name} ended", [("err", e.Message), ("help", e.Help ?? "none")]);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A defect of ours: the type and the place, never a message that may quote a file.
            log.Error($"{name} ended by a defect of promlauncher; please report it", [("err", e.GetType().Name), ("at", e.StackTrace ?? "unknown")]);
        }
    }
}
