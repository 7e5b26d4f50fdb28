using PromLauncher.Native;
using PromLauncher.Telemetry;

namespace PromLauncher.Releases;

/// <summary>
/// A folder into which <c>fetch --to</c> writes the files as they are, for a Prometheus that something else starts, usually as another
/// user. Existing files that are not part of the configuration stay.
/// </summary>
/// <param name="folder">The folder; created when missing, with its parents.</param>
/// <param name="fileMode">The mode of every file, whatever the umask.</param>
/// <param name="folderMode">The mode of every folder that is created, whatever the umask; existing folders keep theirs.</param>
public sealed class OutputFolder(string folder, UnixFileMode fileMode, UnixFileMode folderMode)
{
    private readonly string _folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    /// <summary>Writes each file atomically, the main one last: once it exists, so do the others.</summary>
    /// <exception cref="FailureException">A path leads out of the folder (invalid), or something can't be written (cannot write).</exception>
    public void Write(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, string mainFile)
    {
        foreach (var path in files.Keys) ReleaseFolder.CheckPath(path);
        try
        {
            MakeTarget(_folder);
            foreach (var (path, content) in files)
            {
                if (path != mainFile) Write(path, content.Span);
            }

            Write(mainFile, files[mainFile].Span);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FailureException(FailureKind.CannotWrite, $"The configuration can't be written: {e.Message}.",
                $"Make {_folder} writable for user {FileSystem.User}, or name another folder with --to.", e);
        }
    }

    private void Write(string path, ReadOnlySpan<byte> content)
    {
        for (var slash = path.IndexOf('/'); slash >= 0; slash = path.IndexOf('/', slash + 1)) MakeInner(Path.Join(_folder, path[..slash]));
        AtomicFile.Write(Path.Join(_folder, path), content, fileMode, durable: true);
    }

    /// <summary>The folder itself may be a symbolic link, set up by the operator; folders inside it may not, as other users may write there.</summary>
    private void MakeTarget(string path)
    {
        if (Directory.Exists(path)) return;
        if (Path.GetDirectoryName(path) is { Length: > 0 } parent) MakeTarget(parent);
        if (FileSystem.MakeFolder(path, folderMode)) FileSystem.SetMode(path, folderMode);
        else if (!Directory.Exists(path)) throw new UnusableFolderException($"{path} is not a folder");
    }

    private void MakeInner(string path)
    {
        if (FileSystem.MakeFolder(path, folderMode)) FileSystem.SetMode(path, folderMode);
        else if (FileSystem.Status(path) is not { Kind: FileKind.Folder }) throw new UnusableFolderException($"{path} is not a folder");
    }
}
