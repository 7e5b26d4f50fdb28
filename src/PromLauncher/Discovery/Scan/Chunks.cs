using PromLauncher.Telemetry;

namespace PromLauncher.Discovery.Scan;

/// <summary>Requests many items in concurrent calls of limited size; a call that fails does not affect the others.</summary>
internal static class Chunks
{
    /// <summary>The failures of the calls that failed, after the results of all others were taken.</summary>
    /// <param name="items">The items to request.</param>
    /// <param name="size">The maximum number of items per call.</param>
    /// <param name="ask">Makes one call.</param>
    /// <param name="take">Takes a call's result; never called concurrently.</param>
    public static async Task<IReadOnlyList<FailureException>> CallAsync<T>(
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
