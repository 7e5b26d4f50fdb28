namespace PromLauncher.Launch;

/// <summary>When the source is polled, in addition to each SIGHUP.</summary>
/// <param name="Interval">How often; zero: never.</param>
/// <param name="UntilFirstSuccess">Polled only until it succeeds once; a change is then logged, not applied.</param>
internal readonly record struct RefreshPlan(TimeSpan Interval, bool UntilFirstSuccess)
{
    /// <summary>The polling interval while waiting for an unavailable source.</summary>
    private static readonly TimeSpan Comeback = TimeSpan.FromSeconds(15);

    /// <summary>
    /// The plan for a <c>--refresh-interval</c>. With 0 and a start from the last good configuration, the source is polled until it is back, to report
    /// that a restart will apply its configuration.
    /// </summary>
    public static RefreshPlan For(TimeSpan interval, bool isLastGood) =>
        interval == TimeSpan.Zero && isLastGood ? new RefreshPlan(Comeback, UntilFirstSuccess: true) : new RefreshPlan(interval, UntilFirstSuccess: false);
}
