using System.Runtime.InteropServices;

namespace PromLauncher.Native;

/// <summary>
/// The heap of C code, which is OpenSSL's and the runtime's: malloc(3). What is called here is glibc's own; with another C library nothing happens.
/// </summary>
internal static unsafe class NativeHeap
{
    /// <summary>M_ARENA_MAX (mallopt(3)).</summary>
    private const int MaximumArenas = -8;

    /// <summary>
    /// One heap for all threads instead of up to eight for each processor. Pool threads take turns in making TLS connections; each would come to have an arena that keeps what
    /// the largest handshake needed. To be called first thing in Main: an arena that a thread has already is kept.
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
