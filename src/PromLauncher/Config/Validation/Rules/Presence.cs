using PromLauncher.Config.Document;
using PromLauncher.Config.Schema;
using PromLauncher.Config.Values;

namespace PromLauncher.Config.Validation.Rules;

/// <summary>Rules about fields that are required and fields that are not allowed.</summary>
internal static class Presence
{
    /// <summary><c>! required a b</c>: each is set to more than an empty value.</summary>
    public static void Required(RuleContext context)
    {
        foreach (var path in context.Rule.Arguments)
        {
            if (!context.IsUnknown(path) && !context.IsSet(path)) Missing(context, path);
        }
    }

    /// <summary><c>! required-url url</c>: set, possibly to an empty text (which Go reads as a URL).</summary>
    public static void RequiredUrl(RuleContext context)
    {
        var path = context.Rule.Arguments[0];
        if (!context.IsUnknown(path) && context.Section.Find(path) is null or { State: SlotState.Null }) Missing(context, path);
    }

    /// <summary><c>! not-blank server</c>: more than spaces.</summary>
    public static void NotBlank(RuleContext context)
    {
        var path = context.Rule.Arguments[0];
        if (!context.IsUnknown(path) && string.IsNullOrWhiteSpace(context.Section.Text(path))) Missing(context, path);
    }

    /// <summary><c>! not-empty names</c>: a list with at least one item.</summary>
    public static void NotEmpty(RuleContext context)
    {
        foreach (var path in context.Rule.Arguments)
        {
            if (!context.IsUnknown(path) && !context.IsSet(path)) context.Error(FindingKind.RequiredField, context.Place(path), $"`{path}` needs at least one item.");
        }
    }

    /// <summary><c>! filled compartments</c>: no item of the list is empty.</summary>
    public static void Filled(RuleContext context)
    {
        var path = context.Rule.Arguments[0];
        foreach (var item in context.Section.Texts(path))
        {
            if (item.Value.Length == 0 || GoScalar.IsNull(item))
                context.Error(FindingKind.EmptyItem, item, $"An item of `{path}` is empty.", "Write a value or remove the item.");
        }
    }

    /// <summary><c>! absent regex when …</c>: not set, not even to an empty value.</summary>
    public static void Absent(RuleContext context)
    {
        foreach (var path in context.Rule.Arguments)
        {
            if (context.Section.Find(path) is not { } slot) continue;
            if (slot.State == SlotState.Null && slot.Field.Type.Kind == ValueKind.List) continue;
            NotAllowed(context, path);
        }
    }

    /// <summary><c>! default-only separator when …</c>: left out, or written with its default.</summary>
    public static void DefaultOnly(RuleContext context)
    {
        foreach (var path in context.Rule.Arguments)
        {
            if (context.Section.Find(path) is not { } slot || slot.State == SlotState.Refused) continue;
            var number = slot.Field.Type.Kind == ValueKind.Uint;
            if (number ? context.Section.Number(path) != 0 : context.Section.Text(path) != (slot.Field.Default ?? "")) NotAllowed(context, path);
        }
    }

    /// <summary><c>! forbidden user when auth=x</c>: not set, or set to an empty value.</summary>
    public static void Forbidden(RuleContext context)
    {
        foreach (var path in context.Rule.Arguments)
        {
            if (!context.IsUnknown(path) && context.IsSet(path)) NotAllowed(context, path);
        }
    }

    /// <summary><c>! no-empty-items scrape_configs</c>: no item is null.</summary>
    public static void NoEmptyItems(RuleContext context)
    {
        foreach (var path in context.Rule.Arguments) EmptyItems(context, path);
    }

    /// <summary>No item of any discovery is null, nor of <c>static_configs</c>.</summary>
    public static void NoEmptyDiscoveries(RuleContext context)
    {
        foreach (var slot in context.Section.Slots)
        {
            if (slot.Field.Owner == "discoveries") EmptyItems(context, slot.Field.Name);
        }
    }

    private static void EmptyItems(RuleContext context, string path)
    {
        if (context.Section.Find(path) is not { Value: SequenceNode list } slot || slot.Content is not Section?[] sections) return;
        for (var i = 0; i < sections.Length; i++)
        {
            if (sections[i] is null) context.Error(FindingKind.EmptyItem, list.Items[i], $"An item of `{path}` is empty.", "Fill it in or remove it.");
        }
    }

    private static void Missing(RuleContext context, string path)
    {
        var (found, name) = context.Locate(path);
        var section = found ?? context.Section;
        var place = section.Find(name)?.Key ?? section.Node;
        var because = context.Rule is { When: { } when, Values.Length: > 0 } ? $" when `{when}` is {context.Word(when)}" : "";
        var message = place == section.Node
            ? $"`{section.Type.Name}` needs `{name}`{because}, but it is missing."
            : $"`{name}` is required{because}, but it is empty.";
        context.Error(FindingKind.RequiredField, place, message, $"Add `{name}:`.");
    }

    private static void NotAllowed(RuleContext context, string path)
    {
        var rule = context.Rule;
        var because = rule.When is null ? "" : rule.Values.Length == 0 ? $" together with `{rule.When}`" : $" when `{rule.When}` is {context.Word(rule.When)}";
        context.Error(FindingKind.FieldNotAllowed, context.Place(path), $"`{path}` can't be set{because}.", "Remove it.");
    }
}
