namespace PromLauncher.Aws;

/// <summary>
/// A value that is requested once and cached; concurrent callers wait for the same request. A failure is not cached.
/// </summary>
/// <param name="ask">Makes the request, which has its own timeouts: one caller's cancellation must not end it for the others.</param>
internal sealed class Once<T>(Func<Task<T>> ask)
{
    private readonly Lock _lock = new();
    private Task<T>? _call;

    /// <summary>The value.</summary>
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
