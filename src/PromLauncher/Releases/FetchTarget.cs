using PromLauncher.Native;
using PromLauncher.Telemetry;

namespace PromLauncher.Releases;

/// <summary>
/// A folder into which <c>fetch --to</c> puts the files as they are, for a Prometheus that is started by somebody else and usually runs
/// as another user. Files that are there already and are not part of the configuration stay.
/// </summary>
/// <param name="folder">The folder; made when missing, and its parents too.</param>
/// <param name="fileMode">The mode of every file, whatever the umask.</param>
/// <param name="folderMode">The mode of every folder that is made, whatever the umask; folders that are there keep theirs.</param>
public sealed class FetchTarget(string folder, UnixFileMode fileMode, UnixFileMode folderMode)
{
    private readonly string _folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    /// <summary>Writes each file in one step, the main one last: who waits for that one finds the others.</summary>
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

    /// <summary>The named folder may be a link, as a person may have set it up; those inside it may not: others may write there.</summary>
    private void MakeTarget(string path)
    {
        if (Directory.Exists(path)) return;
        if (Path.GetDirectoryName(path) is { Length: > 0 } parent) MakeTarget(parent);
        if (FileSystem.MakeFolder(path, folderMode)) FileSystem.SetMode(path, folderMode);
        else if (!Directory.Exists(path)) throw new UnusableFolderException($"{path} is no folder");
    }

    private void MakeInner(string path)
    {
        if (FileSystem.MakeFolder(path, folderMode)) FileSystem.SetMode(path, folderMode);
        else if (FileSystem.Status(path) is not { Kind: FileKind.Folder }) throw new UnusableFolderException($"{path} is no folder");
    }
}
