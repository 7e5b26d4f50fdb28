using PromLauncher.Native;

namespace PromLauncher.Releases;

/// <summary>
/// A folder that only this user can access (0700). Once it is known to be ours and not a link, no other user can put anything into it, so
/// paths below it need no further checks; therefore it is checked before anything in it is touched.
/// </summary>
public static class PrivateFolder
{
    /// <summary>Folders: owner only.</summary>
    internal const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Files: owner only.</summary>
    internal const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>This process's user id.</summary>
    public static uint User => FileSystem.User;

    /// <summary>Creates the folder, or accepts an existing one that is ours and sets its mode.</summary>
    /// <param name="path">The folder; its parent must exist.</param>
    /// <exception cref="UnusableFolderException">It is a link, is not a folder, belongs to another user, or can't be created.</exception>
    public static void Ensure(string path)
    {
        try
        {
            FileSystem.MakeFolder(path, FolderMode);
            // Checked even when just created: a umask may have cleared bits, and a file system that forces an owner (an EFS access point) may give it to another user.
            Check(path, FileKind.Folder, FolderMode);
        }
        catch (FileSystemException e)
        {
            throw new UnusableFolderException($"{e.Path}: {e.Reason}", e);
        }
    }

    /// <summary>True when the path is a folder (not a link to one) owned by the given user.</summary>
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

    /// <summary>Reads a small file only if it is a regular file of the given user: not a link, not a pipe that would block, and at most 4 MiB.</summary>
    /// <returns>Null when it is missing or any of that does not hold.</returns>
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

    /// <summary>Checks that what is at the path, if anything, is ours and of the given kind, and sets its mode.</summary>
    /// <returns>False when the path does not exist.</returns>
    /// <exception cref="UnusableFolderException">It is something else, or another user's.</exception>
    /// <exception cref="FileSystemException">Its status can't be read, or its mode can't be set.</exception>
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

/// <summary>A folder can't be trusted or used.</summary>
/// <param name="message">Which folder, and why.</param>
/// <param name="inner">What caused it.</param>
public sealed class UnusableFolderException(string message, Exception? inner = null) : IOException(message, inner);
