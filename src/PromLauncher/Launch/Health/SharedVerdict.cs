namespace PromLauncher.Launch.Health;

/// <summary>
/// Runs one check at a time, however many clients ask: each check queries Prometheus, and a hanging Prometheus would block a thread per client. A request during
/// a check gets the previous verdict, if that is fresh.
/// </summary>
/// <param name="check">Runs a check.</param>
/// <param name="time">The clock.</param>
internal sealed class SharedVerdict(Func<HealthVerdict> check, TimeProvider time)
{
    /// <summary>The maximum age of a reused verdict.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    private readonly Lock _checking = new();
    private volatile Verdict? _last;

    /// <summary>Returns the verdict.</summary>
    public HealthVerdict Get()
    {
        if (!_checking.TryEnter())
        {
            if (_last is { } known && time.GetElapsedTime(known.At) < Fresh) return known.Health;
            _checking.Enter();
        }

        try
        {
            var verdict = check();
            _last = new Verdict(verdict, time.GetTimestamp());
            return verdict;
        }
        finally
        {
            _checking.Exit();
        }
    }

    private sealed record Verdict(HealthVerdict Health, long At);
}
