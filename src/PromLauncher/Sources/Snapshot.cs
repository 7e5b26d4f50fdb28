namespace PromLauncher.Sources;

/// <summary>What a source returned: the files at one moment.</summary>
/// <param name="Files">Contents by relative path, <c>/</c> between its parts.</param>
/// <param name="MainFile">The path of the main file within <paramref name="Files"/>.</param>
/// <param name="Name">The source's own name for this state: an ETag, a version id; null when it has none.</param>
public sealed record Snapshot(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Files, string MainFile, string? Name = null)
{
    /// <summary>
    /// The source's name for this state, else a hash of the files, for display and metrics. The hash is computed on first use: it loads OpenSSL,
    /// and validating a local file needs neither.
    /// </summary>
    public string Version => field ??= Name ?? ContentVersion.Of(Files);
}

/// <summary>A place that holds a configuration.</summary>
public interface ISource
{
    /// <summary>One attempt to read the place.</summary>
    /// <param name="previous">The result of the last attempt, on which the request is conditional; or null.</param>
    /// <param name="cancellation">Ends the attempt at once.</param>
    /// <returns><paramref name="previous"/> itself when nothing has changed, else the new state.</returns>
    /// <exception cref="Telemetry.FailureException">
    /// It could not be read; <see cref="Telemetry.FailureException.Transient"/> says whether a retry may succeed.
    /// </exception>
    Task<Snapshot> FetchAsync(Snapshot? previous, CancellationToken cancellation);
}
