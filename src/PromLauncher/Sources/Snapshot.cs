namespace PromLauncher.Sources;

/// <summary>What a source gave: the files of one moment.</summary>
/// <param name="Files">Contents by relative path, <c>/</c> between its parts.</param>
/// <param name="MainFile">The path of the main file within <paramref name="Files"/>.</param>
/// <param name="Name">What the source calls this state: an ETag, a version id; null when it has no name for it.</param>
public sealed record Snapshot(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Files, string MainFile, string? Name = null)
{
    /// <summary>
    /// The source's name for this state, else a hash of the files; for people and for metrics. The hash is made when it is asked for: it needs OpenSSL,
    /// and whoever validates a local file needs neither.
    /// </summary>
    public string Version => field ??= Name ?? ContentVersion.Of(Files);
}

/// <summary>A place that holds a configuration.</summary>
public interface ISource
{
    /// <summary>One attempt to read the place.</summary>
    /// <param name="previous">What the last attempt gave, or null: the request is conditional on it.</param>
    /// <param name="cancellation">Ends the attempt at once.</param>
    /// <returns><paramref name="previous"/> itself when nothing has changed, else the new state.</returns>
    /// <exception cref="Telemetry.FailureException">
    /// It could not be read; <see cref="Telemetry.FailureException.Transient"/> tells whether trying again makes sense.
    /// </exception>
    Task<Snapshot> FetchAsync(Snapshot? previous, CancellationToken cancellation);
}
