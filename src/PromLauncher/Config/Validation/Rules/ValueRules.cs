using System.Globalization;
using PromLauncher.Config.Schema;
using PromLauncher.Config.Values;

namespace PromLauncher.Config.Validation.Rules;

/// <summary>Rules about the values that a field allows.</summary>
internal static class ValueRules
{
    /// <summary><c>! positive a</c>: above zero.</summary>
    public static void Positive(RuleContext context)
    {
        foreach (var path in context.Rule.Arguments)
        {
            if (context.Locate(path) is not ({ } section, var name) || section.IsUnknown(name)) continue;
            var value = section.Type.Find(name)?.Type.Kind == ValueKind.Duration ? section.Duration(name) : section.Number(name);
            if (value <= 0) context.Error(FindingKind.ValueOutOfRange, context.ValuePlace(path), $"`{name}` must be above zero.");
        }
    }

    /// <summary><c>! not-above a b</c>: a is at most b. A number b that isn't positive is reported by another rule.</summary>
    public static void NotAbove(RuleContext context)
    {
        var (low, high) = (context.Rule.Arguments[0], context.Rule.Arguments[1]);
        if (context.IsUnknown(low) || context.IsUnknown(high)) return;
        if (context.Locate(low) is not ({ } section, var lowName)) return;
        var (_, highName) = context.Locate(high);
        var isDuration = section.Type.Find(lowName)?.Type.Kind == ValueKind.Duration;
        var (a, b) = isDuration ? (section.Duration(lowName), section.Duration(highName)) : (section.Number(lowName), section.Number(highName));
        if (!isDuration && b <= 0) return;
        if (a > b) context.Error(FindingKind.ValueOutOfRange, context.Place(section.Find(lowName) is null ? high : low), $"`{lowName}` can't be above `{highName}`.");
    }

    /// <summary><c>! range a 0 100</c>: both ends included.</summary>
    public static void Range(RuleContext context)
    {
        var path = context.Rule.Arguments[0];
        if (context.Section.Find(path) is not { State: SlotState.Read } slot) return;
        var low = double.Parse(context.Rule.Arguments[1], CultureInfo.InvariantCulture);
        var high = double.Parse(context.Rule.Arguments[2], CultureInfo.InvariantCulture);
        var value = slot.Field.Type.Kind == ValueKind.Size && ByteSize.TryParse(context.Section.Text(path), out var bytes) ? bytes : context.Section.Number(path);
        if (value < low || value > high)
        {
            context.Error(FindingKind.ValueOutOfRange, slot.Place, high > 1e20 ? $"`{path}` can't be below {low}." : $"`{path}` must be between {low} and {high}.");
        }
    }

    /// <summary><c>! one-of a x y</c>: one of these words, or empty.</summary>
    public static void OneOf(RuleContext context)
    {
        var path = context.Rule.Arguments[0];
        var mayBeEmpty = context.Rule.Arguments[1] == "-";
        if (context.IsUnknown(path) || context.Locate(path) is not ({ } section, var name)) return;
        var value = section.Text(name);
        if (value.Length == 0 && mayBeEmpty) return;
        var words = new List<string>();
        for (var i = mayBeEmpty ? 2 : 1; i < context.Rule.Arguments.Length; i++) words.Add(context.Rule.Arguments[i]);
        var folds = name == "type";
        foreach (var word in words)
        {
            if (string.Equals(word, value, folds ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal)) return;
        }

        var place = context.ValuePlace(path);
        if (section.Find(name) is null)
        {
            context.Error(FindingKind.RequiredField, place, $"`{section.Type.Name}` needs `{name}`: one of {string.Join(", ", words)}.");
            return;
        }

        context.Error(FindingKind.UnknownValue, place, $"`{name}` must be one of {string.Join(", ", words)}, not {Findings.Show(place)}.",
            context.Question(path, value, words));
    }

    /// <summary><c>! prefixed paths /</c>: each item begins with it.</summary>
    public static void Prefixed(RuleContext context)
    {
        var (path, prefix) = (context.Rule.Arguments[0], context.Rule.Arguments[1]);
        foreach (var item in context.Section.Texts(path))
        {
            if (!item.Value.StartsWith(prefix, StringComparison.Ordinal))
                context.Error(FindingKind.InvalidPath, item, $"An item of `{path}` must begin with {prefix}; found {Findings.Show(item)}.");
        }
    }

    /// <summary><c>! url-text server [absolute|http]</c>: a text that Go can read as a URL, with scheme and host, or http(s).</summary>
    public static void UrlText(RuleContext context)
    {
        var path = context.Rule.Arguments[0];
        var value = context.Section.Text(path);
        if (value.Length == 0 || context.IsUnknown(path)) return;
        var kind = context.Rule.Arguments.Length > 1 ? context.Rule.Arguments[1] : "";
        var fault = GoUrl.Parse(value, GoRelease.Of(context.Version), out var url);
        fault ??= kind switch
        {
            "absolute" when url.Scheme.Length == 0 || url.Host.Length == 0 => "scheme and host are needed, as in http://host:port",
            "http" when url.Scheme is not ("http" or "https") => "it must begin with http:// or https://",
            "http" when url.Host.Length == 0 => "the host is missing",
            _ => null,
        };
        var place = context.ValuePlace(path);
        if (fault is not null) context.Error(FindingKind.InvalidUrl, place, $"`{path}` must be a URL; {Findings.Show(place, ValueKind.Url)} is not valid: {fault}.");
    }

    /// <summary>Paths of rule and scrape config files: one <c>*</c>, in the last part. <c>^[^*]*(\*[^/]*)?$</c>.</summary>
    public static void PathPattern(RuleContext context)
    {
        foreach (var path in context.Rule.Arguments)
        {
            foreach (var item in context.Section.Texts(path))
            {
                var star = item.Value.IndexOf('*');
                if (star >= 0 && item.Value.IndexOf('/', star) >= 0)
                    context.Error(FindingKind.InvalidPath, item, $"{Findings.Show(item)} is not a valid path for `{path}`: `*` is only allowed in its last part.");
            }
        }
    }

    /// <summary><c>! unique name remote_write</c>: no two items of the list have the same name.</summary>
    public static void Unique(RuleContext context)
    {
        var (name, list) = (context.Rule.Arguments[0], context.Rule.Arguments[1]);
        Dictionary<string, Slot>? seen = null;
        foreach (var item in context.Section.Children(list))
        {
            if (item?.Find(name) is not { State: SlotState.Read } slot || item.Text(name) is not { Length: > 0 } text) continue;
            seen ??= new(StringComparer.Ordinal);
            if (seen.TryAdd(text, slot)) continue;
            var first = seen[text].Place.Span.Line;
            var kind = name == "job_name" ? FindingKind.DuplicateJobName : FindingKind.DuplicateName;
            context.Error(kind, slot.Place, $"`{name}` {Findings.Show(slot.Place)} is already used on line {first}.", "Names must be unique.");
        }
    }
}
