using System.Runtime.InteropServices;

namespace PromLauncher.Native;

/// <summary>
/// Writes to a descriptor that others hold too. <see cref="FileStream"/> and <see cref="RandomAccess"/> write at offsets of their own (pwrite),
/// over what other processes wrote to the same file; the Console's streams write control sequences to a terminal and install a SIGCHLD handler.
/// </summary>
public static partial class Descriptor
{
    private const int Interrupted = 4;
    private const int WouldBlock = 11;
    private const short PollOut = 4;
    private const int GetFlags = 1;
    private const int ReadWrite = 2;

    /// <summary>
    /// Puts /dev/null where a standard stream was closed before the start: the next file or connection that is opened would get its number, and every log
    /// line. To be called before anything is opened.
    /// </summary>
    public static void OccupyStandardStreams()
    {
        for (var descriptor = 0; descriptor <= 2; descriptor++)
        {
            // The lowest free number is the one that open(2) gives.
            if (Control(descriptor, GetFlags) < 0) _ = Open("/dev/null", ReadWrite);
        }
    }

    /// <summary>Writes all of it with write(2), waiting while the other end is full. Errors are dropped: nobody reads any more (EPIPE, EBADF).</summary>
    /// <param name="descriptor">1 for standard output, 2 for standard error.</param>
    /// <param name="bytes">What to write.</param>
    /// <returns>False when it could not be written.</returns>
    public static unsafe bool Write(int descriptor, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            nint written;
            fixed (byte* start = bytes) written = WriteBytes(descriptor, start, bytes.Length);
            if (written >= 0)
            {
                bytes = bytes[(int)written..];
                continue;
            }

            switch (Marshal.GetLastPInvokeError())
            {
                case Interrupted:
                    break;
                case WouldBlock:
                    var request = new PollRequest { Descriptor = descriptor, Events = PollOut };
                    _ = Poll(&request, 1, -1);
                    break;
                default:
                    return false;
            }
        }

        return true;
    }

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static unsafe partial nint WriteBytes(int descriptor, byte* bytes, nint count);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(int descriptor, int command);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "poll")]
    private static unsafe partial int Poll(PollRequest* requests, nuint count, int timeoutMilliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollRequest
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
