using System.Runtime.InteropServices;

namespace PromLauncher.Native;

/// <summary>
/// Writes to a descriptor shared with other processes. <see cref="FileStream"/> and <see cref="RandomAccess"/> write at offsets of their own (pwrite)
/// and so overwrite what other processes wrote to the same file; the Console's streams write control sequences to a terminal and install a SIGCHLD handler.
/// </summary>
public static partial class Descriptor
{
    private const int Interrupted = 4;
    private const int WouldBlock = 11;
    private const int ReadWrite = 2;

    /// <summary>
    /// Opens /dev/null for every standard stream that was closed at start: the next file or connection opened would get its number, and with it every
    /// log line. Call it before anything is opened.
    /// </summary>
    public static void OccupyStandardStreams()
    {
        for (var descriptor = 0; descriptor <= 2; descriptor++)
        {
            // open(2) returns the lowest free number.
            if (!FileSystem.IsOpen(descriptor)) _ = FileSystem.Open("/dev/null", ReadWrite, 0);
        }
    }

    /// <summary>Writes all of it with write(2), waiting while a pipe is full. Errors are ignored: there is no reader any more (EPIPE, EBADF).</summary>
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
                    Poll.UntilWritable(descriptor);
                    break;
                default:
                    return false;
            }
        }

        return true;
    }

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static unsafe partial nint WriteBytes(int descriptor, byte* bytes, nint count);
}
