using PromLauncher.Telemetry;

namespace PromLauncher.Sources;

/// <summary>A local folder: its main file and every file below it.</summary>
/// <param name="location">The file or folder.</param>
/// <param name="options">Limits and the main file's name.</param>
public sealed class DirectorySource(FileLocation location, SourceOptions options) : ISource
{
    /// <summary>Bounds a symbolic link that leads to a folder above itself.</summary>
    private const int DeepestFolder = 32;

    /// <inheritdoc/>
    public async Task<Snapshot> FetchAsync(Snapshot? previous, CancellationToken cancellation)
    {
        var tree = new FileTree(location.Display, options.MaxObjects);
        var paths = new List<string>();
        try
        {
            Collect(location.Path, "", 0, tree, paths);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileSource.Describe(location.Path, e);
        }

        if (!options.MainFileIsOptional) tree.Require(options.MainFile);
        var budget = new SizeBudget(options.MaxSize, location.Display);
        var files = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var path in paths)
            files[path] = await FileSource.ReadAsync(Path.Combine(location.Path, path), budget, cancellation).ConfigureAwait(false);
        return ContentVersion.Snapshot(files, options.MainFile, previous);
    }

    private static void Collect(string folder, string prefix, int depth, FileTree tree, List<string> paths)
    {
        if (depth > DeepestFolder)
            throw new FailureException(FailureKind.Invalid, $"{folder} is nested too deeply.", "Does a symbolic link lead back to a folder above it?");
        foreach (var entry in Directory.EnumerateFileSystemEntries(folder))
        {
            var name = Path.GetFileName(entry);

            // A mounted Kubernetes ConfigMap keeps its generations in ..data and ..<time>, which the visible names link to.
            if (name.StartsWith("..", StringComparison.Ordinal) || name == ".git") continue;
            if (Directory.Exists(entry))
            {
                Collect(entry, prefix + name + "/", depth + 1, tree, paths);
                continue;
            }

            tree.Add(prefix + name);
            paths.Add(prefix + name);
        }
    }
}
