using PromLauncher.Releases;

namespace PromLauncher.Launch;

/// <summary>What Prometheus is started with.</summary>
/// <param name="Release">The published release.</param>
/// <param name="Candidate">The configuration that it was made from; null for the last good one.</param>
/// <param name="LastGood">The last good configuration of this location, to fall back to if Prometheus exits before it is ready; or null.</param>
internal sealed record InitialRelease(Release Release, Candidate? Candidate, Release? LastGood)
{
    /// <summary>True when the newest configuration could not be fetched or is invalid.</summary>
    public bool IsLastGood => Candidate is null;
}
