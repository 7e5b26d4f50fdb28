using PromLauncher.Config.Document;
using PromLauncher.Config.Values;

namespace PromLauncher.Config.Validation.Rules;

/// <summary>The addresses of <c>static_configs</c>: host and port, no URL, not empty.</summary>
internal static class StaticTargets
{
    /// <summary>Checks those of a job or of an Alertmanager.</summary>
    public static void Check(RuleContext context)
    {
        // With relabelling an address may still become another one; only then can it be seen.
        var relabelled = context.IsSet("relabel_configs") || context.IsUnknown("relabel_configs");
        if (relabelled) return;
        var isJob = context.Section.Type.Name == "scrape_config";
        foreach (var group in context.Section.Children("static_configs"))
        {
            if (group is null) continue;
            if (group.Find("targets") is not { Value: SequenceNode list }) continue;
            foreach (var item in list.Items)
            {
                if (item.Resolve() is not ScalarNode { IsUnknown: false } scalar) continue;
                var text = GoScalar.Of(scalar).Kind == ScalarKind.Null ? "" : scalar.Value;
                if (text.Contains('/')) Url(context, item, scalar);
                else if (text.Length == 0 && isJob && context.Version.AtLeast(2, 32)) context.Error("empty-item", item, "A target is empty.", "Write host:port, or remove the item.");
            }
        }
    }

    private static void Url(RuleContext context, Node item, ScalarNode scalar)
    {
        var help = "A target is host:port; scheme and path are set by `scheme` and `metrics_path`.";
        if (!scalar.IsExpanded && GoUrl.Parse(scalar.Value, GoRelease.Of(context.Version), out var url) is null && url is { Host.Length: > 0, HasUserInfo: false }) help = $"Write {url.Host}; scheme and path are set by `scheme` and `metrics_path`.";
        context.Error("target-is-url", item, $"{Findings.Show(item, Schema.ValueKind.Url)} is no target: a '/' can't stand in host:port.", help);
    }
}
