namespace PromLauncher.LocalAws;

/// <summary>
/// The rate limits of an account in a region: a burst of calls, and a sustained rate per second
/// (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/request-throttling.html).
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class RateLimits(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (double Left, DateTimeOffset At)> _buckets = [];

    /// <summary>Takes a token out of a bucket.</summary>
    /// <param name="bucket">The account, the region and the group of calls that share a rate.</param>
    /// <param name="burst">Its capacity.</param>
    /// <param name="refill">How many tokens are added per second.</param>
    /// <returns>False when it is empty.</returns>
    public bool Take(string bucket, int burst, int refill)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            var (left, at) = _buckets.GetValueOrDefault(bucket, (burst, now));
            left = Math.Min(burst, left + (now - at).TotalSeconds * refill);
            var taken = left >= 1;
            _buckets[bucket] = (taken ? left - 1 : left, now);
            return taken;
        }
    }
}
