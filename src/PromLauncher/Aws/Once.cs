namespace PromLauncher.Aws;

/// <summary>
/// An answer that is asked for once and kept; who asks meanwhile waits for the same call. A failure is not kept.
/// </summary>
/// <param name="ask">Makes the call, which ends by its own time-outs: one caller's cancellation must not end it for the others.</param>
internal sealed class Once<T>(Func<Task<T>> ask)
{
    private readonly Lock _lock = new();
    private Task<T>? _call;

    /// <summary>The answer.</summary>
    public Task<T> GetAsync(CancellationToken cancellation)
    {
        Task<T> call;
        lock (_lock)
        {
            if (_call is null || _call.IsFaulted || _call.IsCanceled) _call = ask();
            call = _call;
        }

        return call.WaitAsync(cancellation);
    }
}
