using PromLauncher.Native;
using PromLauncher.Telemetry;

namespace PromLauncher.Releases;

/// <summary>Writes, reads and compares the folder of one release.</summary>
internal static class ReleaseFolder
{
    /// <summary>Makes sure that a release's folder exists and is complete; one that was changed on disk is set aside and written again.</summary>
    /// <param name="releases">The folder of all releases; created when missing.</param>
    /// <param name="hash">The release's name.</param>
    /// <param name="files">Its files.</param>
    /// <param name="log">Where a changed release is logged.</param>
    /// <returns>The release's folder.</returns>
    /// <exception cref="IOException">It can't be written.</exception>
    public static string Ensure(string releases, string hash, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, Log log)
    {
        PrivateFolder.Ensure(releases);
        var folder = Path.Join(releases, hash);
        if (FileSystem.Status(folder) is not null)
        {
            if (Holds(folder, files)) return folder;
            log.Warn("a release was changed on disk; rewriting it", [("release", hash), ("dir", folder)]);
            FileSystem.Rename(folder, Path.Join(releases, $".{Path.GetRandomFileName()}.broken"));
        }

        var building = Path.Join(releases, $".{Path.GetRandomFileName()}.tmp");
        try
        {
            Write(building, files);
            FileSystem.Rename(building, folder);
        }
        catch
        {
            Leftovers.Remove(building);
            throw;
        }

        return folder;
    }

    /// <summary>Creates the folder, writes the files into it, and waits until they are on stable storage.</summary>
    /// <exception cref="FileSystemException">They could not be written.</exception>
    public static void Write(string folder, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        FileSystem.MakeFolder(folder, PrivateFolder.FolderMode);
        var folders = new HashSet<string>(StringComparer.Ordinal) { "" };
        foreach (var (path, content) in files)
        {
            MakeFolders(folder, path, folders);
            var full = Path.Join(folder, path);
            using var file = FileSystem.MakeFile(full, PrivateFolder.FileMode);
            try
            {
                RandomAccess.Write(file, content.Span, 0);
            }
            catch (IOException e)
            {
                throw new FileSystemException("write", full, Errno(e));
            }

            FileSystem.Sync(file, full);
        }

        foreach (var inner in folders) FileSystem.SyncFolder(Path.Join(folder, inner));
    }

    /// <summary>True when the folder holds exactly these files, byte for byte, and all of it is ours.</summary>
    public static bool Holds(string folder, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        try
        {
            var found = Read(folder);
            if (found.Count != files.Count) return false;
            foreach (var (path, content) in files)
            {
                if (!found.TryGetValue(path, out var there) || !there.Span.SequenceEqual(content.Span)) return false;
            }

            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Reads all files of a release.</summary>
    /// <exception cref="IOException">It can't be read, or holds something that the launcher never writes.</exception>
    public static Dictionary<string, ReadOnlyMemory<byte>> Read(string folder)
    {
        var files = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        ReadInto(files, folder, "");
        return files;
    }

    /// <summary>All folders of a release, including the root.</summary>
    public static IEnumerable<string> Folders(string folder) =>
        Directory.EnumerateDirectories(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }).Prepend(folder);

    /// <summary>Refuses a path that would lead out of the release. Sources refuse such paths too; a release must not depend on that.</summary>
    /// <exception cref="FailureException">The path leads out of the release (invalid).</exception>
    public static void CheckPath(string path)
    {
        var legal = path.Length > 0 && !path.Contains('\0');
        foreach (var part in path.AsSpan().Split('/')) legal &= path.AsSpan(part) is not ("" or "." or "..");
        if (!legal)
            throw new FailureException(FailureKind.Invalid, $"The configuration contains a file named '{path}', which is outside its folder.", "Rename or remove it.");
    }

    /// <summary>The errno behind an exception of .NET's own file API, where it can be recovered.</summary>
    public static int Errno(IOException e)
    {
        const int InputOutput = 5, NoSpace = 28;
        // .NET maps ENOSPC to a Windows HResult (ERROR_DISK_FULL) and stores other errno values as they are.
        return (e.HResult & 0xFFFF) == 112 ? NoSpace : e.HResult is > 0 and < 4096 ? e.HResult : InputOutput;
    }

    private static void ReadInto(Dictionary<string, ReadOnlyMemory<byte>> files, string folder, string prefix)
    {
        Require(folder, FileKind.Folder);
        foreach (var entry in Directory.EnumerateFileSystemEntries(folder))
        {
            var path = prefix + Path.GetFileName(entry);
            if (FileSystem.Status(entry) is { Kind: FileKind.Folder })
            {
                ReadInto(files, entry, path + "/");
                continue;
            }

            Require(entry, FileKind.File);
            files.Add(path, File.ReadAllBytes(entry));
        }
    }

    private static void Require(string path, FileKind kind)
    {
        if (!PrivateFolder.Check(path, kind, kind == FileKind.Folder ? PrivateFolder.FolderMode : PrivateFolder.FileMode))
            throw new FileNotFoundException(path + " is gone", path);
    }

    private static void MakeFolders(string root, string path, HashSet<string> made)
    {
        for (var slash = path.IndexOf('/'); slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            if (made.Add(path[..slash])) FileSystem.MakeFolder(Path.Join(root, path[..slash]), PrivateFolder.FolderMode);
        }
    }
}
