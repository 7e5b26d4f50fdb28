using System.Runtime.InteropServices;

namespace PromLauncher.Native;

/// <summary>Who owns a file. .NET does not say; statx(2) has one layout on all architectures, stat(2) has not.</summary>
internal static partial class FileOwner
{
    private const int CurrentFolder = -100;
    private const uint BasicStats = 0x7ff;

    /// <summary>The owner's user id, following symbolic links; null when the file can't be looked at.</summary>
    public static unsafe uint? Of(string path)
    {
        var status = default(Status);
        return Statx(CurrentFolder, path, 0, BasicStats, &status) == 0 ? status.Uid : null;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Statx(int folder, string path, int flags, uint mask, Status* status);

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Status
    {
        [FieldOffset(20)]
        public uint Uid;
    }
}
