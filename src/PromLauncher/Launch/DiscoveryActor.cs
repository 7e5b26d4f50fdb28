using PromLauncher.Aws;
using PromLauncher.Discovery;
using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary>Discovery beside Prometheus, in the same process: <c>run --discover-cluster</c>.</summary>
internal sealed class DiscoveryActor : IDisposable
{
    private DiscoveryActor(Discoverer discoverer) => Discoverer = discoverer;

    /// <summary>The discoverer; for metrics (<see cref="DiscoveryMetrics"/>), pages and the state file.</summary>
    public Discoverer Discoverer { get; }

    /// <summary>Creates it.</summary>
    /// <returns>Null when discovery is off.</returns>
    /// <exception cref="FailureException">The target file can't be written (Prometheus would never see a target), or the options are invalid.</exception>
    public static DiscoveryActor? Create(RunOptions options, AwsContext aws, ProcessContext process, Log log)
    {
        if (options.Discover is not { } discover) return null;
        if (discover.WriteTo == "-")
            throw new FailureException(FailureKind.Usage, "--discover-write-to: run can't print targets", "name a file that the configuration's file_sd_configs reads");
        var discoverer = DiscovererFactory.Create(discover, "--discover-", aws, process, log);
        CheckFolder(Path.GetFullPath(discover.WriteTo));
        return new DiscoveryActor(discoverer);
    }

    /// <summary>Scans until cancelled.</summary>
    public Task RunAsync(CancellationToken stop) => Discoverer.RunAsync(stop);

    /// <inheritdoc/>
    public void Dispose() => Discoverer.Dispose();

    private static void CheckFolder(string file)
    {
        var folder = Path.GetDirectoryName(file)!;
        try
        {
            using var probe = new FileStream(Path.Join(folder, $".{Path.GetRandomFileName()}.tmp"), FileMode.CreateNew, FileAccess.Write,
                FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FailureException(FailureKind.CannotWrite, $"the targets can't be written to {file}: {e.Message}",
                $"mount a writable volume at {folder}, or name another file with --discover-write-to", e);
        }
    }
}
