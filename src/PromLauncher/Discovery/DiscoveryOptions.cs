using PromLauncher.Discovery.Targets;

namespace PromLauncher.Discovery;

/// <summary>What discovery scans, how it selects targets and where it writes them: for <c>discover</c> and for <c>run --discover-cluster</c>.</summary>
public sealed record DiscoveryOptions
{
    /// <summary>The file to keep up to date; <c>-</c> prints.</summary>
    public string WriteTo { get; init; } = "ecs_file_sd.yml";

    /// <summary>The clusters to scan, by account and region.</summary>
    public IReadOnlyList<DiscoverScope> Scopes { get; init; } = [new()];

    /// <summary>How targets are found.</summary>
    public SelectionOptions Selection { get; init; } = new();

    /// <summary>The location of a rules file, or null.</summary>
    public string? Rules { get; init; }

    /// <summary>True when <see cref="Rules"/> may be fetched over plain http.</summary>
    public bool AllowHttp { get; init; }

    /// <summary>The time from the start of one cycle to the start of the next.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The number of cycles; 0: unlimited.</summary>
    public int Times { get; init; }

    /// <summary>How often a running task whose address can't change is described again; zero: never.</summary>
    public TimeSpan DescribeInterval { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The targets of a cluster that could not be listed for this long are dropped; zero: never.</summary>
    public TimeSpan MaxStale { get; init; }

    /// <summary>An existing file that is not older than this is adopted as the last good view; zero: never.</summary>
    public TimeSpan AdoptMaxAge { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The most requests per second in one account and region; bursts of six times as many are allowed after a pause.</summary>
    public double MaxRequestRate { get; init; } = 10;
}
