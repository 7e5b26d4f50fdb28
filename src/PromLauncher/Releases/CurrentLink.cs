using PromLauncher.Native;

namespace PromLauncher.Releases;

/// <summary>The symbolic link <c>current</c>, through which Prometheus reads one release.</summary>
/// <param name="folder">The folder that holds it, and <c>releases</c> beside it.</param>
internal sealed class CurrentLink(string folder)
{
    /// <summary>Its path.</summary>
    public string Path { get; } = System.IO.Path.Join(folder, "current");

    /// <summary>Points it to a release, atomically.</summary>
    /// <param name="hash">The release's name.</param>
    /// <exception cref="FileSystemException">It can't be replaced; it is as it was.</exception>
    public void PointTo(string hash)
    {
        var link = System.IO.Path.Join(folder, $".{System.IO.Path.GetRandomFileName()}.tmp");
        // Relative: the state dir may be mounted elsewhere in another container.
        FileSystem.MakeLink("releases/" + hash, link);
        try
        {
            FileSystem.Rename(link, Path);
        }
        catch
        {
            Leftovers.Remove(link);
            throw;
        }
    }
}
