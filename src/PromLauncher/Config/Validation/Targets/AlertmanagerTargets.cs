using PromLauncher.Config.Validation.Rules;

namespace PromLauncher.Config.Validation.Targets;

/// <summary>Static targets of <c>alertmanagers</c>. Source: <c>AlertmanagerFromGroup</c> in Prometheus's notifier.</summary>
internal sealed class AlertmanagerTargets(RuleContext context) : TargetVerdict(context)
{
    /// <inheritdoc/>
    protected override void Complete(TargetLabels target)
    {
        target.Default(Scheme, Owner.Text("scheme"));
        target.Default("__alerts_path__", $"{Owner.Text("path_prefix").TrimEnd('/')}/api/{Owner.Text("api_version")}/alerts");
    }

    /// <inheritdoc/>
    protected override TargetFault? Judge(TargetLabels target)
    {
        if (target[Address].Contains('/')) return TargetFault.Url;
        return HasScheme(target, until: new(2, 41)) ? null : TargetFault.Scheme;
    }
}
