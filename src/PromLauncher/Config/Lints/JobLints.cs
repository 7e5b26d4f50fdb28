using PromLauncher.Config.Validation;
using PromLauncher.Config.Validation.Rules;

namespace PromLauncher.Config.Lints;

/// <summary>Lints for scrape configs.</summary>
internal static class JobLints
{
    private const long FiveMinutes = 300_000_000_000;

    /// <summary>Checks the default interval.</summary>
    public static void Global(LintContext context)
    {
        if (context.Config.Child("global") is { IsRefused: false } global && Times.Interval(global) > FiveMinutes) Lookback(context, global);
    }

    /// <summary>Checks the jobs of the main file or of another one.</summary>
    public static void Check(LintContext context, Section file)
    {
        var sends = context.Config.Children("remote_write").Length > 0;
        foreach (var job in file.Children("scrape_configs"))
        {
            if (job is null || job.IsRefused) continue;
            if (job.Duration("scrape_interval") > FiveMinutes) Lookback(context, job);
            if (sends && job.Truth("honor_labels"))
                context.Tell(FindingKind.HonorLabels, job.Find("honor_labels")!.Key, "`honor_labels` lets targets choose the labels of what `remote_write` sends.");
            Discoveries(context, job);
        }
    }

    private static void Lookback(LintContext context, Section section) =>
        context.Tell(FindingKind.Lookback, LintContext.Place(section, "scrape_interval"),
            "This interval is longer than the lookback of queries, 5 minutes: graphs and alerts will have gaps.");

    private static void Discoveries(LintContext context, Section job)
    {
        var any = job.HasUnreadable || job.Misspelt.Any(static name => name == "static_configs" || name.EndsWith("_sd_configs", StringComparison.Ordinal));
        foreach (var slot in job.Slots)
        {
            if (slot.Field.Owner != "discoveries") continue;
            any |= slot.State == SlotState.Refused || job.IsSet(slot.Field.Name);
            if (slot.Field.Name is not ("aws_sd_configs" or "ecs_sd_configs" or "msk_sd_configs" or "elasticache_sd_configs" or "rds_sd_configs")) continue;
            foreach (var discovery in job.Children(slot.Field.Name))
            {
                if (discovery is not null) Clusters(context, discovery);
            }
        }

        if (any || job.IsUnknown("job_name")) return;
        var name = LintContext.Place(job, "job_name");
        context.Tell(FindingKind.NoDiscovery, name, $"The job {Findings.Show(name)} has no discovery: it will never have targets.");
    }

    private static void Clusters(LintContext context, Section discovery)
    {
        foreach (var item in discovery.Texts("clusters"))
        {
            if (item.IsUnknown || item.Value.StartsWith("arn:", StringComparison.Ordinal)) continue;
            context.Tell(FindingKind.ClusterArn, item, $"{Findings.Show(item)} is not an ARN.");
        }
    }
}
