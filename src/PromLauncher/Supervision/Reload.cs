namespace PromLauncher.Supervision;

/// <summary>One reload of a running Prometheus, from SIGHUP to its end.</summary>
/// <param name="api">How it is asked.</param>
/// <param name="time">The clock.</param>
public sealed class Reload(ChildApi api, TimeProvider time)
{
    private static readonly TimeSpan NotYetPause = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Sends SIGHUP and waits until the reload has ended, however long that takes. The new configuration is in place before the call. As long as the child
    /// answers nothing there is no SIGHUP: it would die of it; and while it starts, its first load must not be taken for this reload.
    /// </summary>
    /// <param name="hangup">Sends SIGHUP.</param>
    /// <param name="bound">After this long an unfinished reload is told to <paramref name="overdue"/>.</param>
    /// <param name="overdue">Called once with what is known then.</param>
    /// <param name="cancellation">Ends the waiting (the child has ended, the launcher stops).</param>
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
            var told = confirmation.IsOverdue;
            var outcome = confirmation.Observe(now, elapsed);
            if (outcome != ReloadOutcome.Pending) return outcome;
            if (confirmation.IsOverdue && !told) overdue(outcome);
            await Task.Delay(ReloadConfirmation.Pause(elapsed), time, cancellation);
        }
    }

    /// <summary>The state before SIGHUP; when its time is in whole seconds, not within the second of the last success, or the next would look the same.</summary>
    private async Task<ReloadState?> ReadBeforeAsync(CancellationToken cancellation)
    {
        var before = await api.LastReloadAsync(cancellation);
        if (before is not { IsCoarse: true } || !DateTimeOffset.TryParse(before.SuccessTime, System.Globalization.CultureInfo.InvariantCulture, out var last)) return before;
        var wait = last.AddSeconds(1) - time.GetUtcNow();
        if (wait > TimeSpan.Zero && wait <= TimeSpan.FromSeconds(2)) await Task.Delay(wait, time, cancellation);
        return before;
    }
}
