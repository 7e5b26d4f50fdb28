using PromLauncher.Releases;

namespace PromLauncher.Launch;

/// <summary>An expanded configuration in a private folder, for a program that needs files; removed afterwards, as it may contain secrets.</summary>
internal sealed class StagingFolder : IDisposable
{
    private readonly string _root;

    private StagingFolder(string root, string folder) => (_root, Folder) = (root, folder);

    /// <summary>Where the files are.</summary>
    public string Folder { get; }

    /// <summary>Writes files.</summary>
    /// <param name="files">The files by their relative paths.</param>
    /// <param name="folder">The folder to create for them, within one of ours; leftovers of a crash are removed first. Null: a temporary one.</param>
    /// <param name="problem">Why they can't be written, and what to do, when the result is null.</param>
    public static StagingFolder? TryWrite(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, string? folder, out string problem)
    {
        var root = folder;
        try
        {
            if (root is not null) Leftovers.Remove(root);
            // Created with mode 0700 (mkdtemp(3)).
            else root = Directory.CreateTempSubdirectory("promlauncher-").FullName;
            var staging = new StagingFolder(root, folder ?? Path.Combine(root, "check"));
            ReleaseFolder.Write(staging.Folder, files);
            problem = "";
            return staging;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (root is not null) Leftovers.Remove(root);
            problem = root is null ? $"there is no temporary folder for its files ({e.Message}): mount a writable /tmp, or set TMPDIR" : $"its files can't be written ({e.Message}): make room in {Path.GetDirectoryName(root)}";
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Leftovers.Remove(_root);
}
