namespace PromLauncher.Launch.Health;

/// <summary>
/// Computes the age of a launcher's timestamps even if the machine's clock was set since: a clock set forward by an hour would make every sign of
/// life an hour old, and ECS would replace a healthy task.
/// </summary>
internal sealed class LauncherClock
{
    /// <summary>The tolerance for reading two clocks and for the time from a process's start to its first timestamp.</summary>
    private static readonly TimeSpan Noise = TimeSpan.FromSeconds(5);

    private readonly DateTimeOffset _now;
    private readonly TimeSpan _jump;

    /// <summary>The clock as one launcher sees it.</summary>
    /// <param name="now">The machine's time.</param>
    /// <param name="started">When the launcher started, by the machine's clock at that time.</param>
    /// <param name="age">How long it has been running, by a monotonic clock; or null.</param>
    public LauncherClock(DateTimeOffset now, DateTimeOffset? started, TimeSpan? age)
    {
        _now = now;
        if (started is { } start && age is { } running && running >= TimeSpan.Zero && now - start - running is var jump && jump.Duration() > Noise) _jump = jump;
    }

    /// <summary>How long ago a moment was. The clock may have been set before or after it: the shorter of the two plausible ages counts.</summary>
    public TimeSpan Since(DateTimeOffset moment)
    {
        var (before, after) = (_now - _jump - moment, _now - moment);
        if (before < -Noise) return after;
        return after < -Noise || before < after ? before : after;
    }
}
