using System.Runtime;
using PromLauncher.Config;

namespace PromLauncher.Launch;

/// <summary>
/// Lets the garbage collector rest while a large configuration is read and checked. The tree that is built outlives every collection meanwhile, and with
/// the 2 MB of garbage that the program allows itself (it is meant to stay small beside Prometheus) there would be one hundred, a third of all time.
/// </summary>
internal sealed class CollectionPause : IDisposable
{
    /// <summary>A configuration of this many bytes makes garbage that is worth it.</summary>
    private const int LargeConfiguration = 128 * 1024;

    /// <summary>What may be allocated until the collector goes to work again, in bytes.</summary>
    private const long Allowance = 64 * 1024 * 1024;

    /// <summary>Where a container has less memory it is collected as ever: the runtime ends a process for which it can't set so much aside.</summary>
    private const long MemoryNeeded = 512 * 1024 * 1024;

    private bool _hasBegun;

    /// <summary>Begins the pause with the first large configuration; there is one for all of a command's.</summary>
    public void BeginFor(ConfigBundle bundle)
    {
        if (_hasBegun || bundle.Files.Values.Sum(static file => (long)file.Length) < LargeConfiguration) return;
        _hasBegun = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >= MemoryNeeded && GC.TryStartNoGCRegion(Allowance);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // It has ended by itself when more was allocated.
        if (GCSettings.LatencyMode == GCLatencyMode.NoGCRegion) GC.EndNoGCRegion();
    }
}
