using PromLauncher.Native;

namespace PromLauncher.Releases;

/// <summary>Removes what nobody needs any more: superseded releases, as they may hold secrets, and what a crash left. What can't be removed is left for the next time.</summary>
internal static class Leftovers
{
    /// <summary>Removes from a folder of releases all but some.</summary>
    public static void RemoveReleases(string folder, IReadOnlySet<string> keep)
    {
        if (!Directory.Exists(folder)) return;
        foreach (var entry in Directory.GetFileSystemEntries(folder))
        {
            if (!keep.Contains(Path.GetFileName(entry))) Remove(entry);
        }
    }

    /// <summary>Removes files and links that were not renamed to their name any more.</summary>
    public static void RemoveDrafts(string folder)
    {
        foreach (var draft in Directory.GetFileSystemEntries(folder, ".*.tmp")) Remove(draft);
    }

    /// <summary>Removes a file, a link, or a folder with all in it.</summary>
    public static void Remove(string path)
    {
        try
        {
            if (FileSystem.Status(path) is { Kind: FileKind.Folder }) Directory.Delete(path, recursive: true);
            else File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Gone already, or not ours to remove.
        }
    }
}
