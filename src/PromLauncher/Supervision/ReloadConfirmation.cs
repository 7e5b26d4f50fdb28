namespace PromLauncher.Supervision;

/// <summary>How a reload stands.</summary>
public enum ReloadOutcome
{
    /// <summary>Prometheus runs the new configuration.</summary>
    Confirmed,

    /// <summary>Prometheus refused it, or applied a part of it: seen, not guessed.</summary>
    Failed,

    /// <summary>Not ended yet: the queue of a changed remote_write takes up to its flush deadline to stop. Never a reason to undo it.</summary>
    Pending,

    /// <summary>Neither metrics nor API can be read.</summary>
    Unknown,
}

/// <summary>
/// Judges one reload by what Prometheus says of its last one, before and after SIGHUP. While a reload goes on nothing changes there, so a pending one
/// looks like one that was never asked for.
/// </summary>
/// <param name="before">What it said right before SIGHUP, or null when that could not be read.</param>
/// <param name="bound">How long a reload may take.</param>
public sealed class ReloadConfirmation(ReloadState? before, TimeSpan bound)
{

    /// <summary>True once the bound has passed without an end.</summary>
    public bool IsOverdue { get; private set; }

    /// <summary>What one look means.</summary>
    /// <param name="now">What Prometheus says, or null when it could not be read.</param>
    /// <param name="elapsed">Time since SIGHUP.</param>
    public ReloadOutcome Observe(ReloadState? now, TimeSpan elapsed)
    {
        IsOverdue |= elapsed >= bound;
        if (before is null) return ReloadOutcome.Unknown;
        if (now is null) return IsOverdue ? ReloadOutcome.Unknown : ReloadOutcome.Pending;
        if (now.Succeeded && now.SuccessTime != before.SuccessTime) return ReloadOutcome.Confirmed;
        if (now.Succeeded) return ReloadOutcome.Pending;

        // A failure after a success, or after another success that no look caught, is this attempt's. After a failure it may still be the old one's:
        // nothing tells the two apart, so it counts as this attempt's when that should have ended.
        return before.Succeeded || now.SuccessTime != before.SuccessTime || IsOverdue ? ReloadOutcome.Failed : ReloadOutcome.Pending;
    }

    /// <summary>The time to the next look: short at first, since most reloads take some 10 ms, then ever longer.</summary>
    public static TimeSpan Pause(TimeSpan elapsed) => elapsed switch
    {
        { TotalSeconds: < 1 } => TimeSpan.FromMilliseconds(25),
        { TotalSeconds: < 10 } => TimeSpan.FromMilliseconds(250),
        { TotalSeconds: < 60 } => TimeSpan.FromSeconds(1),
        _ => TimeSpan.FromSeconds(5),
    };
}
