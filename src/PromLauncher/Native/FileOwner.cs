using System.Runtime.InteropServices;

namespace PromLauncher.Native;

/// <summary>The owner of a file, which .NET doesn't expose. statx(2) has one layout on all architectures, unlike stat(2).</summary>
internal static partial class FileOwner
{
    private const int CurrentFolder = -100;
    private const uint BasicStats = 0x7ff;

    /// <summary>The owner's user id, following symbolic links; null when its status can't be read.</summary>
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
