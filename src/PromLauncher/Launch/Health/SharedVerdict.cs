namespace PromLauncher.Launch.Health;

/// <summary>
/// One check at a time, however many ask: each asks Prometheus, and one that hangs would hold a thread for every client of ours. Who asks while a check is
/// under way gets the verdict of the one before.
/// </summary>
/// <param name="check">Checks.</param>
internal sealed class SharedVerdict(Func<HealthVerdict> check)
{
    private readonly Lock _checking = new();
    private volatile HealthVerdict? _last;

    /// <summary>The verdict.</summary>
    public HealthVerdict Get()
    {
        if (!_checking.TryEnter())
        {
            if (_last is { } known) return known;
            _checking.Enter();
        }

        try
        {
            return _last = check();
        }
        finally
        {
            _checking.Exit();
        }
    }
}
