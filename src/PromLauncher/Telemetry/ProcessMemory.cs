using PromLauncher.Native;

namespace PromLauncher.Telemetry;

/// <summary>The memory of this process, which shares a container with a Prometheus that has better use for it.</summary>
public static class ProcessMemory
{
    /// <summary>
    /// Gives back what the work that has just ended needed: a launcher sleeps nearly all of its life. Takes some milliseconds; to be called when Prometheus runs.
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
            // Without /proc the kernel takes the pages when it needs them.
        }
    }
}
