using PromLauncher.Config.Values;

namespace PromLauncher.Launch;

/// <summary>The durations of options: as Prometheus writes them (<c>1d12h</c>), or else as Go does (<c>1.5s</c>).</summary>
public static class OptionDuration
{
    /// <summary>Parses one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="duration">Its length; never negative.</param>
    /// <returns>False when it is neither, or negative.</returns>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        if (PromDuration.Parse(text, out var nanoseconds) is not null && !GoDuration.TryParse(text, out nanoseconds)) nanoseconds = -1;
        duration = TimeSpan.FromTicks(Math.Max(nanoseconds, 0) / TimeSpan.NanosecondsPerTick);
        return nanoseconds >= 0;
    }
}
