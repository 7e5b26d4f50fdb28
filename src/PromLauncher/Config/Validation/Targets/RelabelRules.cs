using System.Text;
using PromLauncher.Config.Regex;
using PromLauncher.Config.Values;

namespace PromLauncher.Config.Validation.Targets;

/// <summary>The result of relabelling a target.</summary>
internal enum Relabelled
{
    /// <summary>It is kept, with its current labels.</summary>
    Kept,

    /// <summary>It was dropped.</summary>
    Dropped,

    /// <summary>Undecidable: a pattern or a value isn't known.</summary>
    Unknown,
}

/// <summary>
/// Runs relabel rules over a target's labels, as promtool does with static targets. Source: model/relabel of Prometheus.
/// </summary>
/// <param name="rules">The items of <c>relabel_configs</c>.</param>
/// <param name="patterns">The patterns of the file's rules.</param>
internal sealed class RelabelRules(Section?[] rules, RelabelPatterns patterns)
{
    /// <summary>True when the rules may change whether a target's address, scheme or times are valid.</summary>
    public bool MayTouch(Predicate<string> label)
    {
        foreach (var rule in rules)
        {
            if (rule is null) continue;
            var action = rule.Text("action").ToLowerInvariant();
            if (action is "labelmap" or "labeldrop" or "labelkeep") return true;
            if (action is not ("keep" or "drop" or "keepequal" or "dropequal") && (rule.Text("target_label").Contains('$') || label(rule.Text("target_label"))))
                return true;
        }

        return false;
    }

    /// <summary>Runs them.</summary>
    public Relabelled Run(TargetLabels labels)
    {
        foreach (var rule in rules)
        {
            if (rule is null) continue;
            if (rule.IsRefused || HasUnknown(rule)) return Relabelled.Unknown;
            if (Step(rule, labels) is not Relabelled.Kept and var end) return end;
        }

        return Relabelled.Kept;
    }

    private static bool HasUnknown(Section rule)
    {
        foreach (var slot in rule.Slots)
        {
            if (slot.State == SlotState.Refused) return true;
        }

        return false;
    }

    private Relabelled Step(Section rule, TargetLabels labels)
    {
        var value = string.Join(rule.Text("separator"), rule.Texts("source_labels").Select(name => labels[name.Value]));
        var target = rule.Text("target_label");
        var action = rule.Text("action").ToLowerInvariant();
        switch (action)
        {
            case "keep":
                return Matches(rule, value, out _) switch { null => Relabelled.Unknown, true => Relabelled.Kept, false => Relabelled.Dropped };
            case "drop":
                return Matches(rule, value, out _) switch { null => Relabelled.Unknown, true => Relabelled.Dropped, false => Relabelled.Kept };
            case "keepequal":
                return labels[target] == value ? Relabelled.Kept : Relabelled.Dropped;
            case "dropequal":
                return labels[target] == value ? Relabelled.Dropped : Relabelled.Kept;
            case "lowercase":
                labels[target] = value.ToLowerInvariant();
                return Relabelled.Kept;
            case "uppercase":
                labels[target] = value.ToUpperInvariant();
                return Relabelled.Kept;
            case "replace":
                return Replace(rule, labels, value, target);
            case "labelmap" or "labeldrop" or "labelkeep":
                return Names(rule, labels, action);
            default:
                // hashmod: the shard of a target is not worth an MD5 implementation.
                return Relabelled.Unknown;
        }
    }

    private Relabelled Replace(Section rule, TargetLabels labels, string value, string target)
    {
        if (Matches(rule, value, out var groups) is not { } matches) return Relabelled.Unknown;
        if (!matches) return Relabelled.Kept;
        var pattern = Pattern(rule)!;
        var name = pattern.Expand(target, groups);
        if (LabelNames.IsValid(name, patterns.Version)) labels[name] = pattern.Expand(rule.Text("replacement"), groups);
        return Relabelled.Kept;
    }

    private Relabelled Names(Section rule, TargetLabels labels, string action)
    {
        foreach (var (name, value) in labels.All)
        {
            if (Matches(rule, name, out var groups) is not { } matches) return Relabelled.Unknown;
            if (action == "labelmap" && matches) labels[Pattern(rule)!.Expand(rule.Text("replacement"), groups)] = value;
            else if (action != "labelmap" && matches == (action == "labeldrop")) labels[name] = "";
        }

        return Relabelled.Kept;
    }

    /// <summary>Null when it isn't known.</summary>
    private bool? Matches(Section rule, string value, out IReadOnlyList<string> groups)
    {
        groups = [];
        return Ascii.IsValid(value) ? patterns.Matches(Text(rule), value, out groups) : null;
    }

    private RelabelPattern? Pattern(Section rule) => patterns.Find(Text(rule));

    private static string Text(Section rule) => rule.Find("regex") switch
    {
        { State: SlotState.Read } => rule.Text("regex"),
        { State: SlotState.Null } => "",
        _ => RelabelPattern.Default,
    };
}
