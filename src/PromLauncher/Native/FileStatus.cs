namespace PromLauncher.Native;

/// <summary>What kind of file a path names; links are not followed.</summary>
public enum FileKind
{
    /// <summary>A regular file.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A symbolic link.</summary>
    Link,

    /// <summary>A socket, a pipe, a device.</summary>
    Other,
}

/// <summary>What lstat(2) returns for a path.</summary>
/// <param name="Kind">The kind of file.</param>
/// <param name="Owner">The user id of its owner.</param>
/// <param name="Mode">Its permission bits, 0 to 07777.</param>
/// <param name="Length">Its length in bytes.</param>
public readonly record struct FileStatus(FileKind Kind, uint Owner, UnixFileMode Mode, long Length);

/// <summary>A file system call failed.</summary>
/// <param name="call">What was tried.</param>
/// <param name="path">The path.</param>
/// <param name="error">The errno.</param>
public sealed class FileSystemException(string call, string path, int error)
    : IOException($"{call} {path}: {System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(error)}", error)
{
    /// <summary>The reason without the path: the C library's message for <see cref="Error"/>.</summary>
    public string Reason => System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(Error);

    /// <summary>The errno.</summary>
    public int Error { get; } = error;

    /// <summary>The path.</summary>
    public string Path { get; } = path;
}
