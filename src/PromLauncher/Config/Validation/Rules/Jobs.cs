using PromLauncher.Config.Regex;

namespace PromLauncher.Config.Validation.Rules;

/// <summary>What Prometheus checks after the whole file has been read: each job against <c>global</c>.</summary>
internal static class Jobs
{
    /// <summary>Checks all jobs, and the relabelling of everything else.</summary>
    public static void Check(RuleContext context)
    {
        var config = context.Section;
        var global = config.Child("global");
        if (config.Find("global") is { State: SlotState.Refused }) return;
        Against(context, config.Children("scrape_configs"), config);
        if (!context.Version.AtLeast(3, 7)) return;
        var globalLegacy = NamingSchemes.IsLegacy(global);
        if (config.Child("alerting") is { } alerting)
        {
            Relabel(context, alerting, globalLegacy, "alert_relabel_configs");
            foreach (var manager in alerting.Children("alertmanagers"))
            {
                if (manager is not null) Relabel(context, manager, globalLegacy, "relabel_configs", "alert_relabel_configs");
            }
        }

        foreach (var write in config.Children("remote_write"))
        {
            if (write is not null) Relabel(context, write, globalLegacy, "write_relabel_configs");
        }
    }

    /// <summary>Checks jobs, of the main file or of another one, against <c>global</c>.</summary>
    public static void Against(RuleContext context, Section?[] jobs, Section config)
    {
        var global = config.Child("global");
        if (config.Find("global") is { State: SlotState.Refused }) return;
        if (jobs.Length > 0 && context.Section == config) NamingSchemes.Global(context, global);
        var patterns = new RelabelPatterns(context.Version, context.Options.Matching);
        foreach (var job in jobs)
        {
            if (job is null || job.IsRefused) continue;
            var own = context with { Section = job };
            if (!config.IsUnknown("global")) Times.Job(own, job, global);
            StaticTargets.OfJob(own, global, patterns);
            if (context.Version.AtLeast(2, 49)) Protocols.Check(own, job, "scrape_config");
            var legacy = NamingSchemes.Job(own, job, global);
            if (context.Version.AtLeast(3, 7)) Relabel(own, job, legacy, "relabel_configs", "metric_relabel_configs");
        }
    }

    private static void Relabel(RuleContext context, Section owner, bool legacy, params ReadOnlySpan<string> lists)
    {
        foreach (var list in lists)
        {
            foreach (var rule in owner.Children(list))
            {
                if (rule is { IsRefused: false }) Relabelling.Names(context with { Section = rule }, legacy);
            }
        }
    }
}
