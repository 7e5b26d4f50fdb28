using PromLauncher.Native;

namespace PromLauncher.Releases;

/// <summary>A file replaced in one step: who reads it sees the old or the new content, whole.</summary>
public static class AtomicFile
{
    /// <summary>Writes a file beside its place and renames it there.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="content">What it holds from then on.</param>
    /// <param name="mode">Its mode, whatever the umask.</param>
    /// <param name="durable">Wait until content and name are on stable storage: for what must survive a power cut.</param>
    /// <exception cref="IOException">It can't be written; nothing has changed then.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content, UnixFileMode mode, bool durable)
    {
        var folder = Path.GetDirectoryName(path)!;
        // Its last part keeps it out of Prometheus's file patterns (*.yml); a dot in front would not, as Go's * matches that.
        var temporary = Path.Join(folder, $".{Path.GetRandomFileName()}.tmp");
        try
        {
            using (var file = FileSystem.MakeFile(temporary, PrivateFolder.FileMode))
            {
                try
                {
                    RandomAccess.Write(file, content, 0);
                    if (mode != PrivateFolder.FileMode) FileSystem.SetMode(file, temporary, mode);
                }
                catch (IOException e)
                {
                    throw new FileSystemException("write", temporary, ReleaseFolder.Errno(e));
                }

                if (durable) FileSystem.Sync(file, temporary);
            }

            FileSystem.Rename(temporary, path);
            if (durable) FileSystem.SyncFolder(folder);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
