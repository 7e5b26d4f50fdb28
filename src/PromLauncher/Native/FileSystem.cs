using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PromLauncher.Native;

/// <summary>
/// The file system calls for which .NET has no safe equivalent: owners, not following links, locks, fsync of folders, and a rename that replaces
/// a symbolic link (<see cref="File.Move(string, string, bool)"/> follows it first). Numbers are those of Linux, the same on x64 and arm64
/// except where a field says otherwise.
/// </summary>
public static partial class FileSystem
{
    /// <summary>No such file or folder (ENOENT).</summary>
    public const int NotFound = 2;

    /// <summary>Already there (EEXIST).</summary>
    public const int Exists = 17;

    private const int Interrupted = 4;

    // statx(2): one layout on every architecture, unlike struct stat.
    private const int WorkingFolder = -100;
    private const uint TypeModeOwnerSize = 0x1 | 0x2 | 0x8 | 0x200;

    private const int OpenReadWrite = 2;
    private const int OpenCreate = 0x40;
    private const int OpenExclusive = 0x80;
    private const int OpenNonBlocking = 0x800;
    private const int OpenCloseOnExec = 0x80000;

    // asm/fcntl.h: arm64 swaps these bits with O_DIRECT and O_LARGEFILE.
    private static int OpenNoFollow => IsArm ? 0x8000 : 0x20000;

    private static int OpenFolder => IsArm ? 0x4000 : 0x10000;

    private static bool IsArm => RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    /// <summary>The effective user id of this process.</summary>
    public static uint User => GetEffectiveUser();

    /// <summary>The status of a path, not following links; null when it does not exist.</summary>
    /// <exception cref="FileSystemException">The status can't be read.</exception>
    public static unsafe FileStatus? Status(string path)
    {
        const int NoFollow = 0x100;
        StatusBuffer buffer;
        if (StatX(WorkingFolder, path, NoFollow, TypeModeOwnerSize, &buffer) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            return error == NotFound ? null : throw new FileSystemException("look at", path, error);
        }

        var kind = (buffer.Mode & 0xF000) switch
        {
            0x8000 => FileKind.File,
            0x4000 => FileKind.Folder,
            0xA000 => FileKind.Link,
            _ => FileKind.Other,
        };
        return new FileStatus(kind, buffer.Owner, (UnixFileMode)(buffer.Mode & 0xFFF), (long)buffer.Size);
    }

    /// <summary>The user id of a file's owner, following links; null when it can't be read.</summary>
    public static unsafe uint? OwnerOf(string path)
    {
        StatusBuffer buffer;
        return StatX(WorkingFolder, path, 0, TypeModeOwnerSize, &buffer) == 0 ? buffer.Owner : null;
    }

    /// <summary>Creates one folder.</summary>
    /// <returns>False when the path exists already, whatever it is.</returns>
    /// <exception cref="FileSystemException">It can't be created.</exception>
    public static bool MakeFolder(string path, UnixFileMode mode)
    {
        if (MakeDirectory(path, (uint)mode) == 0) return true;
        var error = Marshal.GetLastPInvokeError();
        return error == Exists ? false : throw new FileSystemException("make", path, error);
    }

    /// <summary>Creates a new file and opens it for writing; never follows a link, never opens an existing file.</summary>
    /// <exception cref="FileSystemException">It can't be created.</exception>
    public static SafeFileHandle MakeFile(string path, UnixFileMode mode) =>
        OpenFile(path, OpenReadWrite | OpenCreate | OpenExclusive | OpenNoFollow | OpenCloseOnExec, mode, "make");

    /// <summary>Opens a lock file for <see cref="TryLock"/>, creating it when missing; never follows a link.</summary>
    /// <exception cref="FileSystemException">It can't be opened.</exception>
    public static SafeFileHandle OpenLockFile(string path) =>
        OpenFile(path, OpenReadWrite | OpenCreate | OpenNoFollow | OpenCloseOnExec, UnixFileMode.UserRead | UnixFileMode.UserWrite, "open");

    /// <summary>Opens a file for reading; never follows a link, and never waits for the other end of a pipe.</summary>
    /// <exception cref="FileSystemException">It can't be opened.</exception>
    public static SafeFileHandle OpenFileToRead(string path) => OpenFile(path, OpenNonBlocking | OpenNoFollow | OpenCloseOnExec, default, "open");

    /// <summary>Takes an exclusive flock(2) on an open file, held until its last descriptor is closed.</summary>
    /// <param name="file">The file.</param>
    /// <param name="path">Its path, for error texts.</param>
    /// <returns>False when another process holds it.</returns>
    /// <exception cref="FileSystemException">It can't be locked at all: some network file systems don't support locks (ENOLCK, ENOSYS).</exception>
    public static bool TryLock(SafeFileHandle file, string path)
    {
        const int Exclusive = 2, NonBlocking = 4, WouldBlock = 11;
        while (Lock(file, Exclusive | NonBlocking) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error == WouldBlock) return false;
            if (error != Interrupted) throw new FileSystemException("lock", path, error);
        }

        return true;
    }

    /// <summary>Keeps a descriptor, and with it its lock, open across execve(2).</summary>
    public static void KeepAcrossExec(SafeFileHandle file)
    {
        const int SetFlags = 2;
        _ = ControlFile(file, SetFlags, 0);
    }

    /// <summary>True when the descriptor is open.</summary>
    public static bool IsOpen(int descriptor)
    {
        const int GetFlags = 1;
        using var borrowed = new SafeFileHandle(descriptor, ownsHandle: false);
        return ControlFile(borrowed, GetFlags, 0) >= 0;
    }

    /// <summary>Waits until an open file's content is on stable storage.</summary>
    /// <exception cref="FileSystemException">It could not be written.</exception>
    public static void Sync(SafeFileHandle file, string path)
    {
        while (SyncFile(file) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error != Interrupted) throw new FileSystemException("write", path, error);
        }
    }

    /// <summary>Waits until the names in a folder are on stable storage.</summary>
    /// <exception cref="FileSystemException">They could not be written.</exception>
    public static void SyncFolder(string path)
    {
        using var folder = OpenFile(path, OpenFolder | OpenNoFollow | OpenCloseOnExec, default, "open");
        Sync(folder, path);
    }

    /// <summary>Sets the permission bits of a file or folder that is known not to be a link.</summary>
    /// <exception cref="FileSystemException">They can't be set.</exception>
    public static void SetMode(string path, UnixFileMode mode)
    {
        if (ChangeMode(path, (uint)mode) != 0) throw new FileSystemException("set the mode of", path, Marshal.GetLastPInvokeError());
    }

    /// <summary>Sets the permission bits of an open file.</summary>
    /// <exception cref="FileSystemException">They can't be set.</exception>
    public static void SetMode(SafeFileHandle file, string path, UnixFileMode mode)
    {
        if (ChangeMode(file, (uint)mode) != 0) throw new FileSystemException("set the mode of", path, Marshal.GetLastPInvokeError());
    }

    /// <summary>rename(2): atomically replaces a file or a link at the target.</summary>
    /// <exception cref="FileSystemException">It failed.</exception>
    public static void Rename(string from, string to)
    {
        if (RenamePath(from, to) != 0) throw new FileSystemException("rename to", to, Marshal.GetLastPInvokeError());
    }

    /// <summary>Creates a symbolic link.</summary>
    /// <param name="target">What it points to.</param>
    /// <param name="path">The link.</param>
    /// <exception cref="FileSystemException">It could not be created.</exception>
    public static void MakeLink(string target, string path)
    {
        if (SymbolicLink(target, path) != 0) throw new FileSystemException("link", path, Marshal.GetLastPInvokeError());
    }

    private static SafeFileHandle OpenFile(string path, int flags, UnixFileMode mode, string call)
    {
        while (true)
        {
            var descriptor = Open(path, flags, (uint)mode);
            if (descriptor >= 0) return new SafeFileHandle(descriptor, ownsHandle: true);
            var error = Marshal.GetLastPInvokeError();
            if (error != Interrupted) throw new FileSystemException(call, path, error);
        }
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUser();

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int StatX(int folder, string path, int flags, uint mask, StatusBuffer* buffer);

    [LibraryImport("libc", EntryPoint = "mkdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakeDirectory(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Lock(SafeFileHandle file, int operation);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int ControlFile(SafeFileHandle file, int command, nint argument);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int SyncFile(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "chmod", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeMode(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "fchmod", SetLastError = true)]
    private static partial int ChangeMode(SafeFileHandle file, uint mode);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenamePath(string from, string to);

    [LibraryImport("libc", EntryPoint = "symlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SymbolicLink(string target, string path);

    /// <summary>The start of struct statx (linux/stat.h), 256 bytes in all.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct StatusBuffer
    {
        [FieldOffset(20)]
        public uint Owner;

        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(40)]
        public ulong Size;
    }
}
