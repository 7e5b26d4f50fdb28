namespace PromLauncher.Sources;

/// <summary>Standard input, read once.</summary>
/// <param name="options">Limits, the main file's name and the stream.</param>
public sealed class StandardInputSource(SourceOptions options) : ISource
{
    private Snapshot? _read;

    /// <inheritdoc/>
    public async Task<Snapshot> FetchAsync(Snapshot? previous, CancellationToken cancellation)
    {
        if (_read is not null) return _read;
        await using var stream = options.StandardInput();
        var content = await new SizeBudget(options.MaxSize, "standard input").ReadAsync(stream, -1, cancellation).ConfigureAwait(false);
        return _read = ContentVersion.Snapshot(
            new Dictionary<string, ReadOnlyMemory<byte>> { [options.MainFile] = content }, options.MainFile, previous);
    }
}
