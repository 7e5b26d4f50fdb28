using PromLauncher.Config;

namespace PromLauncher.Launch;

/// <summary>How long a reload may take before it is reported; a slow reload is never rolled back.</summary>
/// <param name="Given">The value of <c>--reload-timeout</c>, or null.</param>
/// <param name="FlushDeadline">How long Prometheus waits for each remote_write queue that it stops.</param>
internal sealed record ReloadBound(TimeSpan? Given, TimeSpan FlushDeadline)
{
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(30);

    /// <summary>The bound for one change: each queue that it stops may take its flush deadline, one after the other.</summary>
    public TimeSpan For(Candidate? before, Candidate after) =>
        Given ?? FlushDeadline * (before is null ? after.Queues.Count : RemoteWriteQueues.Stopped(before.Queues, after.Queues)) + Slack;
}
