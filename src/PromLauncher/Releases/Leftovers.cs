using PromLauncher.Native;

namespace PromLauncher.Releases;

/// <summary>Removes what is no longer needed: superseded releases, as they may hold secrets, and what a crash left. What can't be removed is left for the next time.</summary>
internal static class Leftovers
{
    /// <summary>Removes all releases from a folder except those to keep.</summary>
    public static void RemoveReleases(string folder, IReadOnlySet<string> keep)
    {
        if (!Directory.Exists(folder)) return;
        foreach (var entry in Directory.GetFileSystemEntries(folder))
        {
            if (!keep.Contains(Path.GetFileName(entry))) Remove(entry);
        }
    }

    /// <summary>Removes temporary files and links that were never renamed to their final name.</summary>
    public static void RemoveDrafts(string folder)
    {
        foreach (var draft in Directory.GetFileSystemEntries(folder, ".*.tmp")) Remove(draft);
    }

    /// <summary>Removes a file, a link, or a folder with its content.</summary>
    public static void Remove(string path)
    {
        try
        {
            if (FileSystem.Status(path) is { Kind: FileKind.Folder }) Directory.Delete(path, recursive: true);
            else File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Already gone, or not permitted.
        }
    }
}
