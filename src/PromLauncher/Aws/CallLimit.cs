namespace PromLauncher.Aws;

/// <summary>
/// Limits the duration of calls to a service, as the connections that all clients share have no limit of their own. In a series of calls, the first
/// that times out fails all later ones at once: many requests to an unresponsive service must not wait many times.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class CallLimit(TimeProvider time)
{
    /// <summary>How long one call may take.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private bool _isSilent;

    /// <summary>Makes a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellation">Cancels it at once.</param>
    /// <exception cref="TimeoutException">This call or an earlier one got no answer in time.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<T> CallAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        if (_isSilent) throw new TimeoutException();
        using var limit = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            // The SDK doesn't pass its token to credential providers: WaitAsync ends the wait anyway.
            return await call(either.Token).WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            _isSilent = true;
            throw new TimeoutException(null, e);
        }
    }
}
