using PromLauncher.Native;

namespace PromLauncher.Telemetry;

/// <summary>The memory of this process, which shares a container with Prometheus.</summary>
public static class ProcessMemory
{
    /// <summary>
    /// Returns memory that the work just finished needed: a launcher is idle nearly all of its life. Takes some milliseconds; call it once Prometheus runs.
    /// </summary>
    public static void GiveBack()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
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
