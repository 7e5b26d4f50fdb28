using System.Runtime.InteropServices;

namespace PromLauncher.Native;

/// <summary>The malloc(3) heap, which OpenSSL and the runtime use. These calls are specific to glibc; with another C library they do nothing.</summary>
internal static unsafe class NativeHeap
{
    /// <summary>M_ARENA_MAX (mallopt(3)).</summary>
    private const int MaximumArenas = -8;

    /// <summary>
    /// One arena for all threads instead of up to eight for each processor. TLS connections are made on any thread of the pool; each thread would get an arena of its own, which keeps
    /// what its largest handshake needed. Call it first in Main: an arena that a thread of the runtime has already stays.
    /// </summary>
    public static void UseOneArena()
    {
        if (Find("mallopt") is not 0 and var option) _ = ((delegate* unmanaged<int, int, int>)option)(MaximumArenas, 1);
    }

    /// <summary>Gives free pages back to the system (malloc_trim(3)).</summary>
    public static void Trim()
    {
        if (Find("malloc_trim") is not 0 and var trim) _ = ((delegate* unmanaged<nuint, int>)trim)(0);
    }

    /// <summary>Not bound when the binary is linked: musl's libc has neither.</summary>
    private static nint Find(string name) => NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), name, out var function) ? function : 0;
}
