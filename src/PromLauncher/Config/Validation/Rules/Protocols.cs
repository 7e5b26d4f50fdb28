using PromLauncher.Config.Document;
using PromLauncher.Config.Values;

namespace PromLauncher.Config.Validation.Rules;

/// <summary><c>scrape_protocols</c>: a non-empty list without duplicates. (The words are an enum of the schema.)</summary>
internal static class Protocols
{
    /// <summary>Checks the list of a section.</summary>
    public static void Check(RuleContext context, Section section, string named)
    {
        if (section.Find("scrape_protocols") is not { State: SlotState.Read, Value: SequenceNode list } slot) return;
        if (list.Items.Length == 0)
        {
            context.Error(FindingKind.RequiredField, slot.Place, $"`scrape_protocols` of `{named}` can't be empty.", "Name a protocol or remove the line.");
            return;
        }

        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var item in list.Items)
        {
            var text = item.Resolve() is ScalarNode scalar && !GoScalar.IsNull(scalar) ? scalar.Value : "";
            if (text.Length == 0) context.Error(FindingKind.EmptyItem, item, "An item of `scrape_protocols` is empty.", "Name a protocol or remove the line.");
            else if (!seen.Add(text)) context.Error(FindingKind.DuplicateItem, item, $"{Findings.Show(item)} is in `scrape_protocols` twice.", "Keep one of them.");
        }
    }
}
