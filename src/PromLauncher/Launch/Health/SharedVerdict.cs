namespace PromLauncher.Launch.Health;

/// <summary>
/// One check at a time, however many ask: each asks Prometheus, and one that hangs would hold a thread for every client of ours. Who asks while a check is
/// under way gets the verdict of the one before, when that is fresh.
/// </summary>
/// <param name="check">Checks.</param>
/// <param name="time">The clock.</param>
internal sealed class SharedVerdict(Func<HealthVerdict> check, TimeProvider time)
{
    /// <summary>An older verdict says nothing of now.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    private readonly Lock _checking = new();
    private volatile Verdict? _last;

    /// <summary>The verdict.</summary>
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
