namespace PromLauncher.Config.Validation.Rules;

/// <summary>Sections that agent mode doesn't allow: alerting, rules, remote_read.</summary>
internal static class AgentMode
{
    /// <summary>Checks the whole configuration; silent for a server.</summary>
    public static void Check(RuleContext context)
    {
        if (!context.Options.Agent) return;
        var config = context.Section;
        if (config.Child("alerting") is { } alerting && (alerting.Children("alertmanagers").Length > 0 || alerting.Children("alert_relabel_configs").Length > 0))
            Forbid(context, "alerting");
        if (config.IsSet("rule_files")) Forbid(context, "rule_files");
        if (config.IsSet("remote_read")) Forbid(context, "remote_read");
        if (!context.Version.AtLeast(2, 42) && !config.IsSet("remote_write") && !config.IsUnknown("remote_write"))
        {
            context.Error(FindingKind.RequiredField, config.Node, $"Prometheus {context.Version.ToMinorString()} in agent mode needs at least one `remote_write`.");
        }
    }

    private static void Forbid(RuleContext context, string field) =>
        context.Error(FindingKind.AgentMode, context.Place(field), $"`{field}` is not allowed in agent mode.",
            "Remove it, or run Prometheus as a server (without --agent).");
}
