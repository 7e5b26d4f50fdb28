using PromLauncher.Config.Document;

namespace PromLauncher.Config.Validation.Rules;

/// <summary>Discoveries of AWS.</summary>
internal static class AwsDiscovery
{
    /// <summary>
    /// Until 3.13 a discovery without a region asked for one while the file was being read: EC2's metadata service until 3.6, from 3.7 on the SDK's
    /// configuration (AWS_REGION) before that. With none to be had the file is refused.
    /// </summary>
    public static void Region(RuleContext context)
    {
        if (context.IsUnknown("region") || context.IsSet("region")) return;
        var deployment = context.Options.Deployment;
        var known = context.Version.AtLeast(3, 7) && deployment.HasRegion is true ? true : deployment.HasInstanceMetadata;
        if (known is true) return;
        var certain = known is false && (deployment.HasRegion is false || !context.Version.AtLeast(3, 7));
        var severity = certain ? Severity.Error : Severity.Warning;
        context.Findings.Add(FindingKind.RegionFromEnvironment, severity, context.Section.Node, $"`region` is not set: Prometheus {context.Version.ToMinorString()} refuses the file where it can't find one ({(context.Version.AtLeast(3, 7) ? "in AWS_REGION or " : "")}in EC2's metadata service, which Fargate doesn't have).", "Add `region:`.", context.Section.Type.Url);
    }

    /// <summary>A filter without values.</summary>
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
