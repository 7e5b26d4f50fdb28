using PromLauncher.Supervision;

namespace PromLauncher.Launch;

/// <summary>A Prometheus that can reload its configuration.</summary>
internal interface IReloadable
{
    /// <summary>Sends SIGHUP once Prometheus can handle it, and waits for the reload to end.</summary>
    Task<ReloadOutcome> ReloadAsync(TimeSpan bound, Action<ReloadOutcome> overdue, CancellationToken cancellation);
}
