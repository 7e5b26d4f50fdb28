using PromLauncher.Config.Values;

namespace PromLauncher.Config.Validation.Rules;

/// <summary>The section <c>otlp</c>.</summary>
internal static class Otlp
{
    /// <summary>Strategies that keep UTF-8 names are refused together with the legacy naming scheme.</summary>
    public static void Strategy(RuleContext context)
    {
        if (context.Section.Child("otlp") is not { IsRefused: false } otlp || otlp.IsUnknown("translation_strategy")) return;
        if (otlp.Text("translation_strategy") is not ("NoTranslation" or "NoUTF8EscapingWithSuffixes") || !NamingSchemes.IsLegacy(context.Section.Child("global")))
            return;
        var own = context with { Section = otlp };
        var place = own.ValuePlace("translation_strategy");
        own.Error(FindingKind.NamingSchemeConflict, place, $"`translation_strategy` {Findings.Show(place)} keeps UTF-8 names, but `global` allows only legacy names.", "Remove `metric_name_validation_scheme: legacy`, or choose UnderscoreEscapingWithSuffixes.");
    }

    /// <summary>The lists of resource attributes: which may be combined; no empty and no duplicate items.</summary>
    public static void Attributes(RuleContext context)
    {
        var all = context.Section.Truth("promote_all_resource_attributes");
        if (context.IsUnknown("promote_all_resource_attributes")) return;
        if (all && context.IsSet("promote_resource_attributes"))
        {
            Combination.Exclude(context, "promote_all_resource_attributes", "promote_resource_attributes");
            return;
        }

        if (!all && context.IsSet("ignore_resource_attributes"))
        {
            context.Error(FindingKind.FieldNeedsAnother, context.Place("ignore_resource_attributes"),
                "`ignore_resource_attributes` requires `promote_all_resource_attributes: true`.");
            return;
        }

        Names(context, all ? "ignore_resource_attributes" : "promote_resource_attributes");
    }

    private static void Names(RuleContext context, string list)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in context.Section.Texts(list))
        {
            var name = GoScalar.IsNull(item) ? "" : item.Value.Trim();
            if (name.Length == 0) context.Error(FindingKind.EmptyItem, item, $"An item of `{list}` is empty.", "Write a value or remove the item.");
            else if (!seen.Add(name)) context.Error(FindingKind.DuplicateItem, item, $"{Findings.Show(item)} is in `{list}` twice.", "Keep one of them.");
        }
    }
}
