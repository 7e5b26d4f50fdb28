using PromLauncher.Config.Document;
using PromLauncher.Config.Regex;
using PromLauncher.Config.Schema;
using PromLauncher.Config.Values;

namespace PromLauncher.Config.Validation;

/// <summary>Reads one scalar into one of Go's types, and reports what Prometheus would refuse.</summary>
internal sealed class ScalarReader(PrometheusSchema schema, Findings findings)
{
    private const double TwoTo63 = 9223372036854775808d;
    private const double TwoTo64 = 18446744073709551616d;

    // Jobs repeat their patterns.
    private readonly Dictionary<string, Re2Fault?> _patterns = new(StringComparer.Ordinal);
    private readonly GoRelease _go = GoRelease.Of(schema.Version);

    /// <summary>Reports that a tag and its text contradict each other.</summary>
    public void Contradiction(Node place, ScalarNode scalar, string name) =>
        findings.Error(FindingKind.WrongType, place, $"{Findings.ShowField(name, place)} does not match its tag {scalar.Tag!.Replace("tag:yaml.org,2002:", "!!", StringComparison.Ordinal)}.", "Remove the tag.");

    /// <summary>Reads it.</summary>
    public SlotState Read(Node place, Node node, FieldType type, string name, string url)
    {
        if (node is not ScalarNode scalar)
        {
            return Refuse(FindingKind.WrongType, place, $"`{name}` must be {Wanted(type)}; found {Findings.Show(place)}.", null, url);
        }

        var resolved = GoScalar.Of(scalar);
        if (resolved.Kind == ScalarKind.Contradiction)
        {
            Contradiction(place, scalar, name);
            return SlotState.Refused;
        }

        // A plain `null` never reaches the field's own reader; NULL does, as the empty text.
        var skips = GoScalar.SkipsReader(scalar);
        if (resolved.Kind == ScalarKind.Null && (skips || !HasReader(type.Kind))) return SlotState.Null;
        if (skips && HasReader(type.Kind))
        {
            var words = type.Kind == ValueKind.Enum ? schema.Enum(type.Name!) : null;
            if (words is null ? type.Kind != ValueKind.LabelName : words.IsNumber) return WrongType(place, type, name, url);
            if (words is not { IsLate: true }) return SlotState.Read;
        }

        return Content(place, scalar, resolved, type, name, url);
    }

    private SlotState Content(Node place, ScalarNode scalar, GoScalar resolved, FieldType type, string name, string url)
    {
        var text = resolved.Kind == ScalarKind.Null ? "" : scalar.Value;
        switch (type.Kind)
        {
            case ValueKind.String or ValueKind.Secret or ValueKind.File:
                return SlotState.Read;
            case ValueKind.Bool:
                return resolved.Kind == ScalarKind.Bool ? SlotState.Read : WrongType(place, type, name, url);
            case ValueKind.Int:
                return resolved.Kind == ScalarKind.Int || resolved.Kind == ScalarKind.Float && resolved.Float <= TwoTo63 ? SlotState.Read : WrongType(place, type, name, url);
            case ValueKind.Uint:
                return resolved.Kind == ScalarKind.Int && resolved.Int >= 0 || resolved.Kind == ScalarKind.UInt || resolved.Kind == ScalarKind.Float && resolved.Float <= TwoTo64
                    ? SlotState.Read
                    : WrongType(place, type, name, url);
            case ValueKind.Float:
                return resolved.IsNumber ? SlotState.Read : WrongType(place, type, name, url);
            case ValueKind.Duration:
                return PromDuration.Parse(text, out _) is not { } fault
                    ? SlotState.Read
                    : Refuse(FindingKind.InvalidDuration, place, $"`{name}` must be a duration; {Findings.Show(place)} is not valid{Findings.Because(place, fault)}.", DurationHelp(scalar, name), url);
            case ValueKind.Size:
                return ByteSize.TryParse(text, out _)
                    ? SlotState.Read
                    : Refuse(FindingKind.InvalidSize, place, $"`{name}` must be a size; {Findings.Show(place)} is not valid.", "Write a number followed by B, KB, MB, GB, TB, PB or EB, such as 15MB.", url);
            case ValueKind.Url:
                return GoUrl.Parse(text, _go, out _) is not { } wrong
                    ? SlotState.Read
                    : Refuse(FindingKind.InvalidUrl, place, $"`{name}` must be a URL; {Findings.Show(place, ValueKind.Url)} is not valid: {wrong}.", null, url);
            case ValueKind.Regexp:
                return Pattern(place, scalar, text, name);
            case ValueKind.LabelName:
                return LabelNames.IsValid(text, schema.Version)
                    ? SlotState.Read
                    : Refuse(FindingKind.InvalidLabelName, place, $"{Findings.Show(place)} is not a valid label name.", LabelHelp(text), url);
            case ValueKind.Enum:
                return Word(place, scalar, text, type, name, url);
            default:
                return SlotState.Read;
        }
    }

    private SlotState Pattern(Node place, ScalarNode scalar, string text, string name)
    {
        if (!_patterns.TryGetValue(text, out var known)) _patterns[text] = known = Re2.Check(text, schema.Version);
        if (known is not { } fault) return SlotState.Read;
        var shown = scalar.IsExpanded ? $"`{name}` is not a valid regular expression once {Findings.Show(place)} is expanded." : $"`{name}` is not a valid regular expression: {fault.Message}.";
        return Refuse(FindingKind.InvalidRegex, place, shown, scalar.IsExpanded ? null : fault.Help, Re2.Url);
    }

    private SlotState Word(Node place, ScalarNode scalar, string text, FieldType type, string name, string url)
    {
        var words = schema.Enum(type.Name!);
        if (words.IsLate && text.Length == 0) return SlotState.Read;
        foreach (var (word, versions) in words.Words)
        {
            if (!string.Equals(word, text, words.IgnoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal)) continue;
            if (versions.Contains(schema.Version)) return SlotState.Read;
            var other = versions.Since > VersionRange.Number(schema.Version) ? $"came with {VersionRange.Name(versions.Since)}" : $"was removed in {VersionRange.NameOfNext(versions.Until)}";
            return Refuse(FindingKind.UnknownValue, place, $"Prometheus {schema.Version.ToMinorString()} doesn't know {Findings.Show(place)} as `{name}`: it {other}.", $"Allowed values: {string.Join(", ", words.For(schema.Version))}.", url);
        }

        var allowed = new List<string>(words.For(schema.Version));
        var help = scalar.IsExpanded ? null : NearestName.Question(text, allowed);
        return Refuse(FindingKind.UnknownValue, place, $"`{name}` must be one of {string.Join(", ", allowed)}, not {Findings.Show(place)}.", help, url);
    }

    private SlotState WrongType(Node place, FieldType type, string name, string url) =>
        Refuse(FindingKind.WrongType, place, $"`{name}` must be {Wanted(type)}; found {Findings.ShowField(name, place, type.Kind)}.", TypeHelp(place, type), url);

    private SlotState Refuse(FindingKind kind, Node place, string message, string? help, string url)
    {
        findings.Error(kind, place, message, help, url);
        return SlotState.Refused;
    }

    private static bool HasReader(ValueKind kind) =>
        kind is ValueKind.Duration or ValueKind.Url or ValueKind.Regexp or ValueKind.LabelName or ValueKind.Enum;

    private string Wanted(FieldType type) => type.Kind switch
    {
        ValueKind.Bool => "true or false",
        ValueKind.Int => "a whole number",
        ValueKind.Uint => "a whole number that is not negative",
        ValueKind.Float => "a number",
        ValueKind.Duration => "a duration such as 30s",
        ValueKind.Size => "a size such as 15MB",
        ValueKind.Url => "a URL",
        ValueKind.Regexp => "a regular expression",
        ValueKind.LabelName => "a label name",
        ValueKind.Enum => $"one of {string.Join(", ", schema.Enum(type.Name!).For(schema.Version))}",
        _ => "a string",
    };

    private static string? TypeHelp(Node place, FieldType type)
    {
        if (place.Resolve() is not ScalarNode { IsExpanded: false, Style: not ScalarStyle.Plain } scalar) return null;
        var plain = GoScalar.Of(scalar with { Style = ScalarStyle.Plain, Tag = null });
        return type.Kind == ValueKind.Bool && plain.Kind == ScalarKind.Bool || plain.IsNumber && type.Kind is ValueKind.Int or ValueKind.Uint or ValueKind.Float
            ? $"Remove the quotes: {scalar.Value}."
            : null;
    }

    private static string DurationHelp(ScalarNode scalar, string name)
    {
        if (!scalar.IsExpanded && scalar.Value.Length is > 0 and < 8 && scalar.Value.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0)
            return $"Write the unit: `{name}: {scalar.Value}s`.";
        return "Write whole numbers followed by ms, s, m, h, d, w or y, largest unit first: 30s, 1h30m.";
    }

    private static string? LabelHelp(string text) =>
        text.Length == 0 ? "It is empty." : "Use letters, digits and _, not beginning with a digit (any UTF-8 text since Prometheus 3.0).";
}
