namespace PromLauncher.Supervision;

/// <summary>
/// Judges one reload by what Prometheus reports about its last one, before and after SIGHUP. Nothing changes there during a reload, so a reload in
/// progress looks like one that was never requested.
/// </summary>
/// <param name="before">What it reported right before SIGHUP, or null when that could not be read.</param>
/// <param name="bound">How long a reload may take.</param>
public sealed class ReloadConfirmation(ReloadState? before, TimeSpan bound)
{

    /// <summary>True once the bound has passed without an outcome.</summary>
    public bool IsOverdue { get; private set; }

    /// <summary>Evaluates one poll.</summary>
    /// <param name="now">What Prometheus reports, or null when it could not be read.</param>
    /// <param name="elapsed">Time since SIGHUP.</param>
    public ReloadOutcome Observe(ReloadState? now, TimeSpan elapsed)
    {
        IsOverdue |= elapsed >= bound;
        if (before is null) return ReloadOutcome.Unknown;
        if (now is null) return IsOverdue ? ReloadOutcome.Unknown : ReloadOutcome.Pending;
        if (now.Succeeded && now.SuccessTime != before.SuccessTime) return ReloadOutcome.Confirmed;
        if (now.Succeeded) return ReloadOutcome.Pending;

        // A failure after a success, or after another success that no poll caught, is this attempt's. After a failure it may still be the old one:
        // nothing tells the two apart, so it counts as this attempt's once the bound has passed.
        return before.Succeeded || now.SuccessTime != before.SuccessTime || IsOverdue ? ReloadOutcome.Failed : ReloadOutcome.Pending;
    }

    /// <summary>The time to the next poll: short at first, since most reloads take about 10 ms, then increasing.</summary>
    public static TimeSpan Pause(TimeSpan elapsed) => elapsed switch
    {
        { TotalSeconds: < 1 } => TimeSpan.FromMilliseconds(25),
        { TotalSeconds: < 10 } => TimeSpan.FromMilliseconds(250),
        { TotalSeconds: < 60 } => TimeSpan.FromSeconds(1),
        _ => TimeSpan.FromSeconds(5),
    };
}
