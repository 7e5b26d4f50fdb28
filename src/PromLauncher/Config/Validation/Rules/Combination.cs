namespace PromLauncher.Config.Validation.Rules;

/// <summary>Rules about fields that exclude or need each other.</summary>
internal static class Combination
{
    /// <summary><c>! at-most-one a b c</c>.</summary>
    public static void AtMostOne(RuleContext context)
    {
        string? first = null;
        foreach (var path in context.Rule.Arguments)
        {
            if (!context.IsSet(path)) continue;
            if (first is null) first = path;
            else Exclude(context, first, path);
        }
    }

    /// <summary><c>! exclusive a b</c>: not both.</summary>
    public static void Exclusive(RuleContext context)
    {
        var (first, second) = (context.Rule.Arguments[0], context.Rule.Arguments[1]);
        if (context.IsSet(first) && context.IsSet(second)) Exclude(context, first, second);
    }

    /// <summary><c>! at-least-one a b</c>.</summary>
    public static void AtLeastOne(RuleContext context)
    {
        foreach (var path in context.Rule.Arguments)
        {
            if (context.IsUnknown(path) || context.IsSet(path)) return;
        }

        context.Error(FindingKind.RequiredField, context.Section.Node, $"`{context.Section.Type.Name}` needs one of {List(context)}.");
    }

    /// <summary><c>! exactly-one a b c</c>.</summary>
    public static void ExactlyOne(RuleContext context)
    {
        AtLeastOne(context);
        AtMostOne(context);
    }

    /// <summary><c>! together a b</c>: both or none.</summary>
    public static void Together(RuleContext context)
    {
        var (first, second) = (context.Rule.Arguments[0], context.Rule.Arguments[1]);
        if (context.IsUnknown(first) || context.IsUnknown(second)) return;
        var (has, lacks) = context.IsSet(first) ? (first, second) : (second, first);
        if (context.IsSet(has) && !context.IsSet(lacks)) Need(context, has, lacks);
    }

    /// <summary><c>! requires a b|c</c>: with <c>a</c> one of the others.</summary>
    public static void Requires(RuleContext context)
    {
        var (field, needed) = (context.Rule.Arguments[0], context.Rule.Arguments[1]);
        if (context.IsSet(field) && !context.IsUnknown(needed) && !context.IsSet(needed)) Need(context, field, needed);
    }

    /// <summary>Reports that two fields exclude each other.</summary>
    public static void Exclude(RuleContext context, string first, string second) =>
        context.Error(FindingKind.ExclusiveFields, context.Place(second), $"`{first}` and `{second}` are mutually exclusive, but both are set.", "Keep one of them.");

    private static void Need(RuleContext context, string field, string needed) =>
        context.Error(FindingKind.FieldNeedsAnother, context.Place(field), $"`{field}` requires `{needed.Replace("|", "` or `", StringComparison.Ordinal)}`.");

    private static string List(RuleContext context)
    {
        var known = new List<string>();
        foreach (var path in context.Rule.Arguments)
        {
            if (path.Contains('.') || context.Section.Type.Find(path) is not null) known.Add($"`{path}`");
        }

        return string.Join(", ", known);
    }
}
