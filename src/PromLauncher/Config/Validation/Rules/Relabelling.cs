using PromLauncher.Config.Values;

namespace PromLauncher.Config.Validation.Rules;

/// <summary>The label names of a relabel rule: its target, and the replacement of <c>labelmap</c>.</summary>
internal static class Relabelling
{
    /// <summary>Checks them.</summary>
    /// <param name="context">The rule's section.</param>
    /// <param name="legacy">True when names are checked against the legacy character set (3.7 and later).</param>
    public static void Names(RuleContext context, bool legacy)
    {
        var section = context.Section;
        if (section.IsUnknown("action")) return;
        var action = section.Text("action").ToLowerInvariant();
        if (action is "replace" or "hashmod" or "lowercase" or "uppercase" or "keepequal" or "dropequal")
        {
            var target = section.Text("target_label");
            if (target.Length > 0 && !section.IsUnknown("target_label") && !IsTarget(context.Version, action, target, legacy)) Invalid(context, "target_label");
        }
        else if (action == "labelmap" && !section.IsUnknown("replacement") && !IsTemplate(section.Text("replacement"), context.Version, legacy, since: (3, 2)))
        {
            Invalid(context, "replacement");
        }
    }

    private static bool IsTarget(PrometheusVersion version, string action, string target, bool legacy)
    {
        if (action == "hashmod") return IsName(target, version, legacy);
        if (!version.AtLeast(2, 50)) return LabelNames.IsLegacyTemplate(target);
        return action == "replace" && target.Contains('$') ? IsTemplate(target, version, legacy, since: (3, 2)) : IsName(target, version, legacy);
    }

    // With the UTF-8 scheme `$` and `{` are ordinary characters of a name.
    private static bool IsTemplate(string text, PrometheusVersion version, bool legacy, (int Major, int Minor) since) =>
        version.AtLeast(since.Major, since.Minor) && !legacy ? text.Length > 0 : LabelNames.IsLegacyTemplate(text);

    private static bool IsName(string text, PrometheusVersion version, bool legacy) =>
        legacy ? LabelNames.IsLegacy(text) : LabelNames.IsValid(text, version);

    private static void Invalid(RuleContext context, string field)
    {
        var place = context.ValuePlace(field);
        context.Error(FindingKind.InvalidLabelName, place, $"`{field}` of the action {context.Word("action")} must be a label name; found {Findings.Show(place)}.", "Use letters, digits and _, not beginning with a digit.");
    }
}
