namespace PromLauncher.Launch;

/// <summary>
/// The configuration that Prometheus last refused, and when it is retried: after 1, 5 and 15 minutes, then every hour, as credentials or a mount may
/// have been late.
/// </summary>
internal sealed class RefusedReleases(TimeProvider time)
{
    private static readonly TimeSpan[] Delays = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(60)];

    private string? _hash;
    private int _count;
    private long _since;

    /// <summary>Remembers a refusal.</summary>
    /// <returns>How long until it is retried.</returns>
    public TimeSpan Add(string hash)
    {
        _count = hash == _hash ? _count + 1 : 1;
        _hash = hash;
        _since = time.GetTimestamp();
        return Delay;
    }

    /// <summary>True unless this exact content was refused and its next attempt is not due yet.</summary>
    public bool IsDue(string hash) => hash != _hash || time.GetElapsedTime(_since) >= Delay;

    /// <summary>Forgets the refusal: another configuration is running.</summary>
    public void Forget() => (_hash, _count) = (null, 0);

    private TimeSpan Delay => Delays[Math.Min(_count, Delays.Length) - 1];
}
