using PromLauncher.Telemetry;

namespace PromLauncher.Sources;

/// <summary>A local file; a folder of that name is read by <see cref="DirectorySource"/>.</summary>
/// <param name="location">The file or folder.</param>
/// <param name="options">Limits and the main file's name.</param>
public sealed class FileSource(FileLocation location, SourceOptions options) : ISource
{
    /// <inheritdoc/>
    public async Task<Snapshot> FetchAsync(Snapshot? previous, CancellationToken cancellation)
    {
        // Checked each time: the volume may be mounted late.
        if (Directory.Exists(location.Path)) return await new DirectorySource(location, options).FetchAsync(previous, cancellation).ConfigureAwait(false);
        var content = await ReadAsync(location.Path, new SizeBudget(options.MaxSize, location.Display), cancellation).ConfigureAwait(false);
        return ContentVersion.Snapshot(new Dictionary<string, ReadOnlyMemory<byte>> { [options.MainFile] = content }, options.MainFile, previous);
    }

    /// <summary>Reads one file, pipes included (a shell's <c>&lt;(command)</c>).</summary>
    internal static async Task<ReadOnlyMemory<byte>> ReadAsync(string path, SizeBudget budget, CancellationToken cancellation)
    {
        try
        {
            await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            return await budget.ReadAsync(stream, stream.CanSeek ? stream.Length : -1, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Describe(path, e);
        }
    }

    internal static FailureException Describe(string path, Exception e) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException =>
            new FailureException(FailureKind.NotFound, $"{path} does not exist.", "Is the volume mounted, and the path right?", e),
        UnauthorizedAccessException =>
            new FailureException(FailureKind.Denied, $"{path} can't be read by this user.", "Let the container's user read it.", e),
        _ => new FailureException(FailureKind.Unavailable, $"{path} can't be read: {e.Message}", null, e),
    };
}
