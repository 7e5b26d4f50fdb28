using PromLauncher.Native;

namespace PromLauncher.Releases;

/// <summary>
/// A folder that belongs to this user alone (0700). Once it is known to be ours, and no link, nobody else can put anything into it, so
/// what happens below it needs no further care; therefore it is looked at before anything in it is touched.
/// </summary>
public static class PrivateFolder
{
    /// <summary>Folders: the owner alone.</summary>
    internal const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Files: the owner alone.</summary>
    internal const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>This process's user id.</summary>
    public static uint User => FileSystem.User;

    /// <summary>Makes the folder, or takes one that is ours and gives it the right mode.</summary>
    /// <param name="path">The folder; its parent must exist.</param>
    /// <exception cref="UnusableFolderException">It is a link, is no folder, belongs to another user, or can't be made.</exception>
    public static void Ensure(string path)
    {
        try
        {
            FileSystem.MakeFolder(path, FolderMode);
            // Looked at even when just made: a umask may have taken bits away, and a file system with forced users (an EFS access point) gives it to another one.
            Check(path, FileKind.Folder, FolderMode);
        }
        catch (FileSystemException e)
        {
            throw new UnusableFolderException($"{e.Path}: {e.Reason}", e);
        }
    }

    /// <summary>True when the path is a real folder (no link) of the given user.</summary>
    public static bool BelongsTo(string path, uint user)
    {
        try
        {
            return FileSystem.Status(path) is { Kind: FileKind.Folder } status && status.Owner == user;
        }
        catch (FileSystemException)
        {
            return false;
        }
    }

    /// <summary>Reads a small file that surely is the given user's own: no link, no pipe that would keep us waiting, nothing huge.</summary>
    /// <returns>Null when it is not there, or not like that.</returns>
    public static byte[]? ReadFile(string path, uint user)
    {
        const int Largest = 4 << 20;
        try
        {
            if (FileSystem.Status(path) is not { Kind: FileKind.File, Length: <= Largest } status || status.Owner != user) return null;
            using var file = FileSystem.OpenFileToRead(path);
            var content = new byte[Math.Min(RandomAccess.GetLength(file), Largest)];
            return content.AsSpan(0, RandomAccess.Read(file, content, 0)).ToArray();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Makes sure that what is at the path, if anything, is ours and of one kind, and gives it its mode.</summary>
    /// <returns>False when nothing is there.</returns>
    /// <exception cref="UnusableFolderException">It is something else, or another user's.</exception>
    /// <exception cref="FileSystemException">It can't be looked at, or its mode can't be set.</exception>
    internal static bool Check(string path, FileKind kind, UnixFileMode mode)
    {
        if (FileSystem.Status(path) is not { } status) return false;
        if (status.Kind != kind) throw new UnusableFolderException($"{path} is {Describe(status.Kind)}, where {Describe(kind)} is needed");
        if (status.Owner != FileSystem.User)
            throw new UnusableFolderException($"{path} belongs to user {status.Owner}, and this process runs as user {FileSystem.User}");
        if (kind == FileKind.Link || status.Mode == mode) return true;
        FileSystem.SetMode(path, mode);
        return true;
    }

    private static string Describe(FileKind kind) => kind switch
    {
        FileKind.File => "a file",
        FileKind.Folder => "a folder",
        FileKind.Link => "a symbolic link",
        _ => "neither file nor folder",
    };
}

/// <summary>A folder can't be trusted or used; the message says which and why.</summary>
/// <param name="message">Which and why.</param>
/// <param name="inner">What caused it.</param>
public sealed class UnusableFolderException(string message, Exception? inner = null) : IOException(message, inner);
