using PromLauncher.Native;

namespace PromLauncher.Telemetry;

/// <summary>The memory of this process, which shares a container with Prometheus.</summary>
public static class ProcessMemory
{
    /// <summary>As often as a pooled connection is replaced (PooledConnectionLifetime in Outbound), which is the main source of such garbage.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Returns memory every five minutes. A closed connection has usually survived a collection, and with so few allocations the collector would not look at the older
    /// generations for hours: megabytes would accumulate in them.
    /// </summary>
    /// <param name="time">The clock.</param>
    /// <param name="stop">Ends it.</param>
    public static async Task KeepLowAsync(TimeProvider time, CancellationToken stop)
    {
        while (true)
        {
            await Task.Delay(Interval, time, stop);
            GiveBack();
        }
    }

    /// <summary>
    /// Returns memory that the work just finished needed: a launcher is idle nearly all of its life. Takes some milliseconds; call it once Prometheus runs.
    /// </summary>
    public static void GiveBack()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        NativeHeap.Trim();
        try
        {
            if (Environment.ProcessPath is { } own) MappedPages.Release(File.ReadLines("/proc/self/smaps"), own);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Without /proc the kernel reclaims the pages when it needs them.
        }
    }
}
