using PromLauncher.Config.Document;
using PromLauncher.Config.Validation.Rules;
using PromLauncher.Config.Values;

namespace PromLauncher.Config.Validation.Targets;

/// <summary>Why promtool refuses a target.</summary>
internal enum TargetFault
{
    /// <summary>A '/' in its address.</summary>
    Url,

    /// <summary>No address.</summary>
    Empty,

    /// <summary>No port, and a scheme without a default one.</summary>
    Scheme,

    /// <summary>An invalid interval or timeout, or a timeout longer than the interval.</summary>
    Times,

    /// <summary>A label that sets a boolean field is neither true nor false.</summary>
    Truth,

    /// <summary>A value that isn't UTF-8.</summary>
    Encoding,
}

/// <summary>Gives a target the labels that promtool gives it, relabels it, and judges the result as promtool does.</summary>
internal abstract class TargetVerdict(RuleContext context)
{
    private bool? _touched;

    /// <summary>The label that holds the address.</summary>
    protected const string Address = "__address__";

    /// <summary>The label that holds the scheme.</summary>
    protected const string Scheme = "__scheme__";

    /// <summary>The release.</summary>
    protected PrometheusVersion Version { get; } = context.Version;

    /// <summary>The job or Alertmanager.</summary>
    protected Section Owner { get; } = context.Section;

    /// <summary>What is wrong with a target; null when nothing is, or when that can't be decided.</summary>
    /// <param name="address">As written in <c>targets</c>.</param>
    /// <param name="group">Its item of <c>static_configs</c>.</param>
    /// <param name="rules">The rules that change it, or null.</param>
    public TargetFault? Of(string address, Section group, RelabelRules? rules)
    {
        var labels = group.Find("labels") is { State: SlotState.Read, Value: MappingNode mapping } ? mapping : null;
        if (labels is not null && HasUnknown(labels)) return null;
        // The rules are those of the owner, the same for each of its targets.
        var touched = _touched ??= rules?.MayTouch(Matters) == true;
        if (!touched && IsPlain(address) && HasPlainValues && (labels is null || ArePlain(labels))) return null;
        var target = new TargetLabels { [Address] = address };
        if (labels is not null) Add(labels, target);
        target[Address] = address;
        Complete(target);
        if (!touched && Judge(target) is null) return null;
        return rules is null || rules.Run(target) == Relabelled.Kept ? Judge(target) : null;
    }

    /// <summary>What is wrong with labels that have been relabelled.</summary>
    protected abstract TargetFault? Judge(TargetLabels target);

    /// <summary>Adds the labels that the job or Alertmanager sets for all its targets.</summary>
    protected abstract void Complete(TargetLabels target);

    /// <summary>True when none of the labels that the job or Alertmanager sets for all its targets is invalid.</summary>
    protected virtual bool HasPlainValues => true;

    /// <summary>True for labels that the verdict depends on.</summary>
    protected virtual bool Matters(string label) => label is Address or Scheme;

    /// <summary>True when an address has a port, or needs none because its scheme has a default one.</summary>
    protected bool HasScheme(TargetLabels target, PrometheusVersion until) =>
        Version.AtLeast(until.Major, until.Minor) || !Version.AtLeast(2, 32) || target[Scheme] is "" or "http" or "https" || !TargetAddress.LacksPort(target[Address]);

    private bool IsPlain(string address) =>
        address.Length > 0 && !address.Contains('/') && BinaryText.IsUtf8(address) && (Version.AtLeast(3, 0) || Owner.Text("scheme") is "http" or "https");

    private bool ArePlain(MappingNode labels)
    {
        foreach (var (key, value) in MergedEntries.Of(labels))
        {
            if (key.Resolve() is not ScalarNode name || Matters(name.Value) || value.Resolve() is ScalarNode text && !BinaryText.IsUtf8(text.Value)) return false;
        }

        return true;
    }

    private static bool HasUnknown(MappingNode mapping)
    {
        foreach (var (key, value) in MergedEntries.Of(mapping))
        {
            if (key.Resolve() is ScalarNode { IsUnknown: true } || value.Resolve() is ScalarNode { IsUnknown: true }) return true;
        }

        return false;
    }

    private static void Add(MappingNode mapping, TargetLabels target)
    {
        foreach (var (key, value) in MergedEntries.Of(mapping))
        {
            if (key.Resolve() is ScalarNode name && value.Resolve() is ScalarNode text)
            {
                target[name.Value] = GoScalar.IsNull(text) ? "" : text.Value;
            }
        }
    }
}
