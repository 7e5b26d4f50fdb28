namespace PromLauncher.Sources;

/// <summary>
/// Exponential backoff with full jitter (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/), so that tasks of a service that
/// start together don't retry together.
/// </summary>
/// <param name="first">The upper limit of the first delay; it doubles with each failure.</param>
/// <param name="longest">The upper limit of all delays.</param>
/// <param name="random">Where the jitter comes from.</param>
internal sealed class Backoff(TimeSpan first, TimeSpan longest, Random random)
{
    /// <summary>The delay before the next attempt.</summary>
    /// <param name="failures">How many attempts in a row have failed, from 1.</param>
    public TimeSpan Delay(int failures)
    {
        var limit = Math.Min(longest.TotalMilliseconds, first.TotalMilliseconds * Math.Pow(2, Math.Clamp(failures, 1, 30) - 1));
        return TimeSpan.FromMilliseconds(limit * random.NextDouble());
    }
}
