using System.Runtime;
using PromLauncher.Config;

namespace PromLauncher.Launch;

/// <summary>
/// Suspends garbage collection while a large configuration is read and checked. The tree being built survives every collection, and with
/// the program's collection budget of 2 MB (to stay small beside Prometheus) there would be about a hundred collections, a third of the run time.
/// </summary>
internal sealed class CollectionPause : IDisposable
{
    /// <summary>The size in bytes from which a pause is worthwhile.</summary>
    private const int LargeConfiguration = 128 * 1024;

    /// <summary>How much may be allocated before collection resumes, in bytes.</summary>
    private const long Allowance = 64 * 1024 * 1024;

    /// <summary>With less memory there is no pause: the runtime terminates a process for which it can't commit the allowance.</summary>
    private const long MemoryNeeded = 512 * 1024 * 1024;

    private bool _hasBegun;

    /// <summary>Begins the pause at the first large configuration; a command has one pause for all of its configurations.</summary>
    public void BeginFor(ConfigBundle bundle)
    {
        if (_hasBegun || bundle.Files.Values.Sum(static file => (long)file.Length) < LargeConfiguration) return;
        _hasBegun = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >= MemoryNeeded && GC.TryStartNoGCRegion(Allowance);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The pause has already ended if more was allocated, or if ProcessMemory collected meanwhile.
        if (GCSettings.LatencyMode != GCLatencyMode.NoGCRegion) return;
        try
        {
            GC.EndNoGCRegion();
        }
        catch (InvalidOperationException)
        {
            // It ended between the question and the call.
        }
    }
}
