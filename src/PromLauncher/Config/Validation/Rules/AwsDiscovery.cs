namespace PromLauncher.Config.Validation.Rules;

/// <summary>AWS service discoveries.</summary>
internal static class AwsDiscovery
{
    /// <summary>
    /// Until 3.13 Prometheus looked up a missing region while it read the file: in EC2's metadata service, and from 3.7 on first in the SDK's
    /// configuration (AWS_REGION). It refuses the file when it finds none.
    /// </summary>
    public static void Region(RuleContext context)
    {
        if (context.IsUnknown("region") || context.IsSet("region")) return;
        var deployment = context.Options.Deployment;
        var known = context.Version.AtLeast(3, 7) && deployment.HasRegion is true ? true : deployment.HasInstanceMetadata;
        if (known is true) return;
        var certain = known is false && (deployment.HasRegion is false || !context.Version.AtLeast(3, 7));
        var severity = certain ? Severity.Error : Severity.Warning;
        context.Findings.Add(FindingKind.RegionFromEnvironment, severity, context.Section.Node,
            $"`region` is not set: Prometheus {context.Version.ToMinorString()} refuses the file if it can't find one ({(context.Version.AtLeast(3, 7) ? "in AWS_REGION or " : "")}in EC2's metadata service, which Fargate doesn't have).", "Add `region:`.", context.Section.Type.Url);
    }

    /// <summary>A filter needs at least one value.</summary>
    public static void Filters(RuleContext context)
    {
        foreach (var filter in context.Section.Children("filters"))
        {
            if (filter is { IsRefused: false } && !filter.IsUnknown("values") && !filter.IsSet("values"))
            {
                context.Error(FindingKind.RequiredField, filter.Find("values")?.Key ?? filter.Node, "A filter needs at least one value in `values`.");
            }
        }
    }
}
