namespace PromLauncher.Aws;

/// <summary>
/// Bounds calls of a service in time, as the connections that all clients share have no limit of their own. Of calls made in a row the first that
/// gets no answer is the last that is waited for: what asks a silent service for many things must not wait as many times.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class CallLimit(TimeProvider time)
{
    /// <summary>How long one call may take.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private bool _isSilent;

    /// <summary>Makes a call.</summary>
    /// <param name="call">Makes it.</param>
    /// <param name="cancellation">Ends it at once.</param>
    /// <exception cref="TimeoutException">There was no answer in time, or a call before it got none.</exception>
    /// <exception cref="OperationCanceledException">The token ended it.</exception>
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
