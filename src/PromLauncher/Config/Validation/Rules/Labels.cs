using PromLauncher.Config.Document;
using PromLauncher.Config.Values;

namespace PromLauncher.Config.Validation.Rules;

/// <summary>The labels that <c>global</c> adds to everything.</summary>
internal static class Labels
{
    /// <summary>Checks the names and values of <c>external_labels</c>.</summary>
    public static void External(RuleContext context)
    {
        if (context.Section.Find("external_labels") is not { State: SlotState.Read, Value: MappingNode mapping }) return;
        var legacy = !context.Version.AtLeast(3, 0) || context.Version.AtLeast(3, 7) && NamingSchemes.IsLegacy(context.Section);
        foreach (var (key, value) in MergedEntries.Of(mapping))
        {
            var name = key.Resolve() is ScalarNode scalar && !GoScalar.IsNull(scalar) ? scalar.Value : "";
            if (value.Resolve() is ScalarNode text && !BinaryText.IsUtf8(text.Value))
                context.Error(FindingKind.InvalidLabelValue, value, $"The value of the label {Findings.Show(key)} is not UTF-8.");
            if (legacy ? LabelNames.IsLegacy(name) : LabelNames.IsValid(name, context.Version)) continue;
            context.Error(FindingKind.InvalidLabelName, key, $"{Findings.Show(key)} is not a valid label name.",
                "Use letters, digits and _, not beginning with a digit (any UTF-8 text since Prometheus 3.0).");
        }
    }
}
