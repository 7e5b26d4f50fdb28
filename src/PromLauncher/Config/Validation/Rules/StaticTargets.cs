using PromLauncher.Config.Document;
using PromLauncher.Config.Regex;
using PromLauncher.Config.Validation.Targets;
using PromLauncher.Config.Values;

namespace PromLauncher.Config.Validation.Rules;

/// <summary>
/// The addresses of <c>static_configs</c>: host and port, not a URL, not empty. From 2.32 on promtool relabels them first and checks the result.
/// </summary>
internal static class StaticTargets
{
    /// <summary>Checks those of a job.</summary>
    /// <param name="context">The job.</param>
    /// <param name="global">The section <c>global</c>, or null.</param>
    /// <param name="patterns">The patterns of the file's relabel rules.</param>
    public static void OfJob(RuleContext context, Section? global, RelabelPatterns patterns)
    {
        if (context.Section.Find("static_configs") is not null) Check(context, new JobTargets(context, global), patterns);
    }

    /// <summary>Checks those of an Alertmanager.</summary>
    public static void OfAlertmanager(RuleContext context) => Check(context, new AlertmanagerTargets(context), new(context.Version, context.Options.Matching));

    private static void Check(RuleContext context, TargetVerdict verdict, RelabelPatterns patterns)
    {
        var owner = context.Section;
        var relabelled = owner.IsSet("relabel_configs");
        if (owner.IsUnknown("relabel_configs") || relabelled && !context.Version.AtLeast(2, 32)) return;
        var rules = relabelled ? new RelabelRules(owner.Children("relabel_configs"), patterns) : null;
        foreach (var group in owner.Children("static_configs"))
        {
            if (group is null || group.IsUnknown("labels") || group.Find("targets") is not { Value: SequenceNode list }) continue;
            foreach (var item in list.Items)
            {
                if (item.Resolve() is not ScalarNode { IsUnknown: false } scalar) continue;
                var address = GoScalar.IsNull(scalar) ? "" : scalar.Value;
                if (verdict.Of(address, group, rules) is not { } fault) continue;
                Tell(context, item, scalar, fault, relabelled);
                // A faulty rule affects all targets of a group alike.
                if (relabelled) break;
            }
        }
    }

    private static void Tell(RuleContext context, Node item, ScalarNode scalar, TargetFault fault, bool relabelled)
    {
        var shown = Findings.Show(item, Schema.ValueKind.Url);
        var after = relabelled ? " once `relabel_configs` have been applied" : "";
        switch (fault)
        {
            case TargetFault.Url when relabelled:
                context.Error(FindingKind.TargetIsUrl, item, $"{shown} does not become host:port{after}: `__address__` contains a '/'.",
                    "Set `__address__` with a rule, as in {target_label: __address__, replacement: 'blackbox:9115'}, or write host:port.");
                break;
            case TargetFault.Url:
                context.Error(FindingKind.TargetIsUrl, item, $"{shown} is not a target: host:port can't contain a '/'.", UrlHelp(context, scalar));
                break;
            case TargetFault.Empty when relabelled:
                context.Error(FindingKind.EmptyItem, item, $"The target {shown} has no `__address__`{after}.", "Keep the label `__address__`.");
                break;
            case TargetFault.Empty:
                context.Error(FindingKind.EmptyItem, item, "A target is empty.", "Write host:port, or remove the item.");
                break;
            case TargetFault.Scheme:
                context.Error(FindingKind.TargetWithoutPort, item,
                    $"{shown} has no port, and its scheme{after} is neither http nor https: Prometheus {context.Version.ToMinorString()} has no default port for it.", "Write host:port, or correct `scheme`.");
                break;
            case TargetFault.Times:
                context.Error(FindingKind.InvalidTargetLabel, item,
                    $"The labels `__scrape_interval__` and `__scrape_timeout__` of {shown} must be durations above zero, with a timeout not longer than the interval{after}.", "Set `scrape_interval` and `scrape_timeout` of the job instead of those labels.");
                break;
            case TargetFault.Truth:
                context.Error(FindingKind.InvalidTargetLabel, item,
                    $"A label of {shown} such as `__scrape_native_histograms__` is neither true nor false{after}.", "Set the job's field instead of the label.");
                break;
            case TargetFault.Encoding:
                context.Error(FindingKind.InvalidLabelValue, item, $"A label of {shown} is not UTF-8{after}.");
                break;
        }
    }

    private static string UrlHelp(RuleContext context, ScalarNode scalar) =>
        !scalar.IsExpanded && !scalar.Value.Contains('@') && GoUrl.Parse(scalar.Value, GoRelease.Of(context.Version), out var url) is null && url is { Host.Length: > 0, HasUserInfo: false }
            ? $"Write {url.Host}; scheme and path are set by `scheme` and `metrics_path`."
            : "A target is host:port; scheme and path are set by `scheme` and `metrics_path`.";
}
