using PromLauncher.Telemetry;

namespace PromLauncher.Discovery.Scan;

/// <summary>Asks for many things in calls of at most so many, side by side; a call that fails takes none of the others with it.</summary>
internal static class Chunks
{
    /// <summary>The failure of each call that failed; what the others gave has been taken by then.</summary>
    /// <param name="items">What to ask for.</param>
    /// <param name="size">The most that one call takes.</param>
    /// <param name="ask">Makes one call.</param>
    /// <param name="take">Takes its answer; never called side by side.</param>
    public static async Task<IReadOnlyList<FailureException>> AskAsync<T>(
        IReadOnlyList<string> items, int size, Func<IReadOnlyList<string>, Task<T>> ask, Action<IReadOnlyList<string>, T> take)
    {
        if (items.Count == 0) return [];
        var gate = new Lock();
        var failures = new List<FailureException>();
        await Task.WhenAll(items.Chunk(size).Select(OneAsync)).ConfigureAwait(false);
        return failures;

        async Task OneAsync(string[] chunk)
        {
            try
            {
                var answer = await ask(chunk).ConfigureAwait(false);
                lock (gate) take(chunk, answer);
            }
            catch (FailureException e)
            {
                lock (gate) failures.Add(e);
            }
        }
    }
}
