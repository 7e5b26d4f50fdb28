namespace PromLauncher.Native;

/// <summary>What kind of thing a path names, itself and not what a link points to.</summary>
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

/// <summary>What lstat(2) knows of a path.</summary>
/// <param name="Kind">What is there.</param>
/// <param name="Owner">The user id of its owner.</param>
/// <param name="Mode">Its permission bits, 0 to 07777.</param>
/// <param name="Length">Its length in bytes.</param>
public readonly record struct FileStatus(FileKind Kind, uint Owner, UnixFileMode Mode, long Length);

/// <summary>A call to the file system failed.</summary>
/// <param name="call">What was tried.</param>
/// <param name="path">On what.</param>
/// <param name="error">The errno.</param>
public sealed class FileSystemException(string call, string path, int error)
    : IOException($"{call} {path}: {System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(error)}", error)
{
    /// <summary>What was wrong, without the path: the C library's text for <see cref="Error"/>.</summary>
    public string Reason => System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(Error);

    /// <summary>The errno.</summary>
    public int Error { get; } = error;

    /// <summary>The path.</summary>
    public string Path { get; } = path;
}
