using PromLauncher.Config.Document;
using PromLauncher.Config.Validation;
using PromLauncher.Config.Values;

namespace PromLauncher.Config.Strict;

/// <content>Single values.</content>
internal sealed partial class StrictReader
{
    /// <summary>A string: any scalar, as it is written; empty for null, null when refused or not known yet.</summary>
    public string? Text(Node place, string name, string url)
    {
        if (place.Resolve() is not ScalarNode scalar)
        {
            WrongShape(place, $"`{name}` must be a string", url);
            return null;
        }

        if (isOffline && scalar.IsExpanded) return null;
        switch (GoScalar.Of(scalar).Kind)
        {
            case ScalarKind.Null:
                return "";
            case ScalarKind.Contradiction:
                findings.Error(FindingKind.WrongType, place, $"The tag and the value of `{name}` contradict each other.", "Remove the tag.", url);
                return null;
            default:
                return scalar.Value;
        }
    }

    /// <summary>A Prometheus duration in nanoseconds; 0 for null, null when refused or not known yet.</summary>
    public long? Duration(Node place, string name, string url)
    {
        if (GoScalar.IsNull(place)) return 0;
        if (Text(place, name, url) is not { } text) return null;
        if (PromDuration.Parse(text, out var nanoseconds) is not { } fault) return nanoseconds;
        findings.Error(FindingKind.InvalidDuration, place, $"`{name}` must be a duration; {Findings.Show(place)} is not valid{Findings.Because(place, fault)}.", "Write it as `30s`, `5m` or `1h30m`.", url);
        return null;
    }

    /// <summary>An integer; a float is truncated, as in go-yaml. 0 for null, null when refused or not known yet.</summary>
    public long? Int(Node place, string name, string url)
    {
        if (place.Resolve() is ScalarNode { IsExpanded: true } && isOffline) return null;
        if (place.Resolve() is ScalarNode scalar)
        {
            var read = GoScalar.Of(scalar);
            switch (read.Kind)
            {
                case ScalarKind.Null:
                    return 0;
                case ScalarKind.Int:
                    return read.Int;
                case ScalarKind.Float when read.Float <= long.MaxValue:
                    return read.Float < long.MinValue ? long.MinValue : (long)read.Float;
            }
        }

        WrongShape(place, $"`{name}` must be an integer", url, place.Resolve() is ScalarNode { Style: not ScalarStyle.Plain } ? "Remove the quotes." : null);
        return null;
    }

    /// <summary>A boolean; null when refused, null or not known yet.</summary>
    public bool? Bool(Node place, string name, string url)
    {
        if (place.Resolve() is ScalarNode { IsExpanded: true } && isOffline) return null;
        var read = place.Resolve() is ScalarNode scalar ? GoScalar.Of(scalar) : new(ScalarKind.String);
        if (read.Kind == ScalarKind.Bool) return read.Int == 1;
        if (read.Kind != ScalarKind.Null) WrongShape(place, $"`{name}` must be `true` or `false`", url);
        return null;
    }
}
