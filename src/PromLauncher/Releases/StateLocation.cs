using Microsoft.Win32.SafeHandles;
using PromLauncher.Native;

namespace PromLauncher.Releases;

/// <summary>Where releases may be kept.</summary>
public sealed record StateLocation
{
    /// <summary>The folder named by <c>--state-dir</c>, or null. If it can't be used, that is a failure: there is no fallback.</summary>
    public string? Given { get; init; }

    /// <summary>The folder that is tried first when none is named.</summary>
    public string Default { get; init; } = "/var/lib/promlauncher";

    /// <summary>Where a private folder is created when the default can't be used.</summary>
    public string Temporary { get; init; } = Path.GetTempPath();

    /// <summary>Takes a lock, as <see cref="FileSystem.TryLock"/> does.</summary>
    internal Func<SafeFileHandle, string, bool> TryLock { get; init; } = FileSystem.TryLock;
}
