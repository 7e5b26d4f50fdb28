using System.Runtime.InteropServices;

namespace PromLauncher.Native;

/// <summary>Waiting for a descriptor (poll(2)).</summary>
internal static partial class Poll
{
    private const short Readable = 1;
    private const short Writable = 4;
    private const int Interrupted = 4;

    /// <summary>Waits until the descriptor can be read.</summary>
    public static void UntilReadable(int descriptor) => Until(descriptor, Readable);

    /// <summary>Waits until the descriptor can be written.</summary>
    public static void UntilWritable(int descriptor) => Until(descriptor, Writable);

    private static unsafe void Until(int descriptor, short events)
    {
        var request = new Request { Descriptor = descriptor, Events = events };
        while (Wait(&request, 1, -1) < 0 && Marshal.GetLastPInvokeError() == Interrupted)
        {
            // The runtime suspends threads by a signal.
        }
    }

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static unsafe partial int Wait(Request* requests, nuint count, int timeoutMilliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct Request
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
