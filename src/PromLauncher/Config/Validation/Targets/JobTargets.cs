using PromLauncher.Config.Document;
using PromLauncher.Config.Validation.Rules;
using PromLauncher.Config.Values;

namespace PromLauncher.Config.Validation.Targets;

/// <summary>Static targets of a job. Source: <c>PopulateLabels</c> in Prometheus's scrape/target.go.</summary>
/// <param name="context">The job.</param>
/// <param name="global">The section <c>global</c>, or null.</param>
internal sealed class JobTargets(RuleContext context, Section? global) : TargetVerdict(context)
{
    private const string Interval = "__scrape_interval__";
    private const string Timeout = "__scrape_timeout__";

    /// <summary>Fields that are labels since 3.13, so that relabelling can set them.</summary>
    private static readonly (string Field, string Label)[] Switches =
    [
        ("convert_classic_histograms_to_nhcb", "__convert_classic_histograms_to_nhcb__"),
        ("always_scrape_classic_histograms", "__always_scrape_classic_histograms__"),
        ("scrape_native_histograms", "__scrape_native_histograms__"),
    ];

    private bool? _hasPlainValues;

    /// <inheritdoc/>
    protected override bool HasPlainValues => _hasPlainValues ??= AreUtf8();

    private string OwnInterval => field ??= Time("scrape_interval", "1m");

    private string OwnTimeout => field ??= TimeoutText();

    /// <inheritdoc/>
    protected override void Complete(TargetLabels target)
    {
        target.Default("job", Owner.Text("job_name"));
        target.Default(Interval, OwnInterval);
        target.Default(Timeout, OwnTimeout);
        target.Default("__metrics_path__", Owner.Text("metrics_path"));
        target.Default(Scheme, Owner.Text("scheme"));
        if (Version.AtLeast(3, 13))
        {
            foreach (var (field, label) in Switches) target.Default(label, Owner.Find(field) is null && global is not null ? Truth(global, field) : Truth(Owner, field));
        }

        foreach (var (name, value) in Parameters()) target.Default("__param_" + name, value);
    }

    /// <inheritdoc/>
    protected override TargetFault? Judge(TargetLabels target)
    {
        var address = target[Address];
        if (!Version.AtLeast(2, 32)) return address.Contains('/') ? TargetFault.Url : null;
        if (address.Length == 0) return TargetFault.Empty;
        if (!HasScheme(target, until: new(3, 0))) return TargetFault.Scheme;
        if (address.Contains('/')) return TargetFault.Url;
        if (HasOtherTimes(target) && !HasTimes(target)) return TargetFault.Times;
        foreach (var (name, value) in target.All)
        {
            if (IsSwitch(name) && !IsTruth(value)) return TargetFault.Truth;
            if (!BinaryText.IsUtf8(value)) return TargetFault.Encoding;
        }

        return null;
    }

    /// <inheritdoc/>
    protected override bool Matters(string label) =>
        base.Matters(label) || label is Interval or Timeout || IsSwitch(label);

    private bool IsSwitch(string label)
    {
        if (!Version.AtLeast(3, 13)) return false;
        foreach (var (_, name) in Switches)
        {
            if (label == name) return true;
        }

        return false;
    }

    /// <summary>The first value of each item of <c>params</c>, which is a label.</summary>
    private IEnumerable<(string Name, string Value)> Parameters()
    {
        if (Owner.Find("params") is not { State: SlotState.Read, Value: MappingNode parameters }) yield break;
        foreach (var (key, value) in MergedEntries.Of(parameters))
        {
            if (key.Resolve() is ScalarNode name && value.Resolve() is SequenceNode { Items: [var first, ..] } && first.Resolve() is ScalarNode { IsUnknown: false } text)
            {
                yield return (name.Value, text.Value);
            }
        }
    }

    private bool AreUtf8() =>
        BinaryText.IsUtf8(Owner.Text("job_name")) && BinaryText.IsUtf8(Owner.Text("metrics_path")) && BinaryText.IsUtf8(Owner.Text("scheme"))
        && Parameters().All(static parameter => BinaryText.IsUtf8(parameter.Value));

    // The job's own times have already been checked.
    private bool HasOtherTimes(TargetLabels target) =>
        target[Interval] != OwnInterval || target[Timeout] != OwnTimeout;

    private static bool HasTimes(TargetLabels target) =>
        PromDuration.Parse(target[Interval], out var interval) is null && PromDuration.Parse(target[Timeout], out var timeout) is null
        && interval > 0 && timeout > 0 && timeout <= interval;

    private string TimeoutText()
    {
        if (Owner.Duration("scrape_timeout") > 0) return Owner.Text("scrape_timeout");
        var inherited = Time("scrape_timeout", "10s");
        return PromDuration.Parse(inherited, out var timeout) is null && PromDuration.Parse(OwnInterval, out var most) is null && timeout > most ? OwnInterval : inherited;
    }

    private string Time(string field, string initial)
    {
        if (Owner.Duration(field) > 0) return Owner.Text(field);
        return global is not null && global.Duration(field) > 0 ? global.Text(field) : initial;
    }

    private static string Truth(Section section, string field) => section.Truth(field) ? "true" : "false";

    /// <summary>Go's <c>strconv.ParseBool</c>.</summary>
    private static bool IsTruth(string text) => text is "1" or "t" or "T" or "true" or "TRUE" or "True" or "0" or "f" or "F" or "false" or "FALSE" or "False";
}
