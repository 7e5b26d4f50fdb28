namespace PromLauncher.Config.Validation.Rules;

/// <summary>Intervals and timeouts: no scrape may take longer than the time to the next.</summary>
internal static class Times
{
    /// <summary>Prometheus's default scrape interval, one minute.</summary>
    public const long DefaultInterval = 60_000_000_000;

    /// <summary>Compares those of <c>global</c>.</summary>
    public static void Global(RuleContext context)
    {
        var section = context.Section;
        if (section.IsUnknown("scrape_interval") || section.IsUnknown("scrape_timeout")) return;
        Compare(context, section, Interval(section), section.Find("scrape_interval") is null ? "the default scrape interval of 1m" : "`scrape_interval`");
    }

    /// <summary>Compares those of a job.</summary>
    /// <param name="context">The rule.</param>
    /// <param name="job">The job.</param>
    /// <param name="global">The section <c>global</c>, or null.</param>
    public static void Job(RuleContext context, Section job, Section? global)
    {
        if (job.IsUnknown("scrape_interval") || job.IsUnknown("scrape_timeout")) return;
        var own = job.Duration("scrape_interval");
        if (own == 0 && global is { } && (global.IsRefused || global.IsUnknown("scrape_interval"))) return;
        var interval = own != 0 ? own : global is null ? DefaultInterval : Interval(global);
        Compare(context, job, interval, own != 0 ? "`scrape_interval`" : "the `scrape_interval` that it inherits from `global`");
    }

    /// <summary>The interval of <c>global</c> in nanoseconds.</summary>
    public static long Interval(Section global) => global.Duration("scrape_interval") is > 0 and var set ? set : DefaultInterval;

    private static void Compare(RuleContext context, Section section, long interval, string named)
    {
        if (section.Duration("scrape_timeout") <= interval) return;
        var slot = section.Find("scrape_timeout")!;
        context.Error(FindingKind.TimeoutAboveInterval, slot.Place, $"`scrape_timeout` {Findings.Show(slot.Place)} is longer than {named}.",
            "Lower the timeout or raise the interval.");
    }
}
