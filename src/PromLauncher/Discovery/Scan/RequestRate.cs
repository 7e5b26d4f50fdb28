namespace PromLauncher.Discovery.Scan;

/// <summary>
/// A token bucket for the API of one account and region, whose limits (20 requests per second for reads of cluster resources,
/// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/request-throttling.html) are shared with everything that deploys there. When the
/// API throttles anyway, the rate is halved; it recovers within seconds. Thread-safe.
/// </summary>
public sealed class RequestRate
{
    /// <summary>The share of the full rate recovered per second.</summary>
    private const double Recovery = 0.05;

    /// <summary>Concurrent calls are throttled together: that counts as one event.</summary>
    private static readonly TimeSpan OneEvent = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly double _perSecond;
    private readonly double _burst;
    private readonly TimeProvider _time;
    private double _tokens;
    private double _rate;
    private long _last;
    private long? _throttled;

    /// <summary>A full bucket.</summary>
    /// <param name="perSecond">The maximum requests per second.</param>
    /// <param name="burst">The maximum burst after a pause.</param>
    /// <param name="time">The clock.</param>
    public RequestRate(double perSecond, double burst, TimeProvider time)
    {
        (_perSecond, _burst, _time) = (perSecond, burst, time);
        (_rate, _tokens, _last) = (perSecond, burst, time.GetTimestamp());
    }

    /// <summary>The current rate, in requests per second.</summary>
    public double Current
    {
        get
        {
            lock (_gate)
            {
                Refill();
                return _rate;
            }
        }
    }

    /// <summary>Takes a token, waiting until one is available.</summary>
    public async Task WaitAsync(CancellationToken cancellation)
    {
        var wait = Take();
        if (wait > TimeSpan.Zero) await Task.Delay(wait, _time, cancellation).ConfigureAwait(false);
    }

    /// <summary>Takes a token, possibly one not yet available.</summary>
    /// <returns>How long until it is available.</returns>
    public TimeSpan Take()
    {
        lock (_gate)
        {
            Refill();
            _tokens--;
            return _tokens >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-_tokens / _rate);
        }
    }

    /// <summary>Records that the API throttled a call.</summary>
    public void Throttled()
    {
        lock (_gate)
        {
            Refill();
            _tokens = Math.Min(_tokens, 0);
            if (_throttled is { } before && _time.GetElapsedTime(before) < OneEvent) return;
            _throttled = _time.GetTimestamp();
            _rate = Math.Max(_perSecond / 32, _rate / 2);
        }
    }

    private void Refill()
    {
        var now = _time.GetTimestamp();
        var seconds = _time.GetElapsedTime(_last, now).TotalSeconds;
        _last = now;
        _tokens = Math.Min(_burst, _tokens + seconds * _rate);
        _rate = Math.Min(_perSecond, _rate + seconds * Recovery * _perSecond);
    }
}
