namespace PromLauncher.Launch.Health;

/// <summary>
/// How long ago something was by the words of a launcher, whatever happened to the machine's clock since: one that is set forward by an hour makes every sign of
/// life an hour old, and would have ECS replace a task in which nothing is wrong.
/// </summary>
internal sealed class LauncherClock
{
    /// <summary>What reading two clocks, and the time from a process's start to its first word, may make.</summary>
    private static readonly TimeSpan Noise = TimeSpan.FromSeconds(5);

    private readonly DateTimeOffset _now;
    private readonly TimeSpan _jump;

    /// <summary>The clock as one launcher sees it.</summary>
    /// <param name="now">The machine's time.</param>
    /// <param name="started">When the launcher started, by the machine's clock of that time.</param>
    /// <param name="age">How long it has been running, by a clock that nobody sets; or null.</param>
    public LauncherClock(DateTimeOffset now, DateTimeOffset? started, TimeSpan? age)
    {
        _now = now;
        if (started is { } start && age is { } running && running >= TimeSpan.Zero && now - start - running is var jump && jump.Duration() > Noise) _jump = jump;
    }

    /// <summary>How long ago a moment was. The clock may have been set before or after it: the shorter of both that can be counts.</summary>
    public TimeSpan Since(DateTimeOffset moment)
    {
        var (before, after) = (_now - _jump - moment, _now - moment);
        if (before < -Noise) return after;
        return after < -Noise || before < after ? before : after;
    }
}
