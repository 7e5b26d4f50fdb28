namespace PromLauncher.Supervision;

/// <summary>One reload of a running Prometheus, from SIGHUP to completion.</summary>
/// <param name="api">Its API.</param>
/// <param name="time">The clock.</param>
public sealed class Reload(ChildApi api, TimeProvider time)
{
    private static readonly TimeSpan NotYetPause = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Sends SIGHUP and waits until the reload has ended, however long that takes. The new configuration is in place before the call. SIGHUP is not sent
    /// until the child answers HTTP, since it would terminate it, nor during its start, whose first load must not be mistaken for this reload.
    /// </summary>
    /// <param name="hangup">Sends SIGHUP.</param>
    /// <param name="bound">How long a reload may take before <paramref name="overdue"/> is called.</param>
    /// <param name="overdue">Called once, with the outcome so far.</param>
    /// <param name="cancellation">Stops waiting (the child has exited, the launcher is stopping).</param>
    /// <returns><see cref="ReloadOutcome.Confirmed"/>, <see cref="ReloadOutcome.Failed"/> or <see cref="ReloadOutcome.Unknown"/>.</returns>
    /// <exception cref="OperationCanceledException">The waiting was cancelled.</exception>
    public async Task<ReloadOutcome> RunAsync(Action hangup, TimeSpan bound, Action<ReloadOutcome> overdue, CancellationToken cancellation)
    {
        while (!await api.AnswersAsync(cancellation) || await api.IsStartingAsync(cancellation)) await Task.Delay(NotYetPause, time, cancellation);
        var before = await ReadBeforeAsync(cancellation);
        var sent = time.GetTimestamp();
        hangup();
        var confirmation = new ReloadConfirmation(before, bound);
        while (true)
        {
            var now = before is null ? null : await api.LastReloadAsync(cancellation);
            var elapsed = time.GetElapsedTime(sent);
            var reported = confirmation.IsOverdue;
            var outcome = confirmation.Observe(now, elapsed);
            if (outcome != ReloadOutcome.Pending) return outcome;
            if (confirmation.IsOverdue && !reported) overdue(outcome);
            await Task.Delay(ReloadConfirmation.Pause(elapsed), time, cancellation);
        }
    }

    /// <summary>The state before SIGHUP. When its time is in whole seconds, waits out the second of the last success, or the next success would look the same.</summary>
    private async Task<ReloadState?> ReadBeforeAsync(CancellationToken cancellation)
    {
        var before = await api.LastReloadAsync(cancellation);
        if (before is not { IsCoarse: true } || !DateTimeOffset.TryParse(before.SuccessTime, System.Globalization.CultureInfo.InvariantCulture, out var last))
            return before;
        var wait = last.AddSeconds(1) - time.GetUtcNow();
        if (wait > TimeSpan.Zero && wait <= TimeSpan.FromSeconds(2)) await Task.Delay(wait, time, cancellation);
        return before;
    }
}
