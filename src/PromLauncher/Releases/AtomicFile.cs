using PromLauncher.Native;

namespace PromLauncher.Releases;

/// <summary>A file replaced atomically: a reader sees either the old or the new content, complete.</summary>
public static class AtomicFile
{
    /// <summary>Writes a temporary file in the same folder and renames it over the target.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="content">Its new content.</param>
    /// <param name="mode">Its mode, whatever the umask.</param>
    /// <param name="durable">Wait until content and name are on stable storage, for files that must survive a power cut.</param>
    /// <exception cref="IOException">It can't be written; the target is unchanged.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content, UnixFileMode mode, bool durable)
    {
        var folder = Path.GetDirectoryName(path)!;
        // The extension keeps it out of Prometheus's file patterns (*.yml); a leading dot would not, since Go's * matches it.
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
            // Must not throw: with the folder gone it would hide the error that matters.
            Leftovers.Remove(temporary);
            throw;
        }
    }
}
