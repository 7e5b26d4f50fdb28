namespace PromLauncher.Config.Placeholders;

/// <summary>Finds the text for each placeholder, and collects the findings.</summary>
internal sealed class PlaceholderAnswers(PlaceholderScan scan, IReadOnlyDictionary<PlaceholderReference, PlaceholderValue> values)
{
    /// <summary>More unset placeholders than this are not typos, and comparing all with all would take long.</summary>
    private const int MostGuesses = 200;

    private readonly HashSet<(string, bool)> _seen = [];

    public List<Diagnostic> Diagnostics { get; } = [];

    public List<ExpansionFailure> Failures { get; } = [];

    public List<ExpandedValue> Values { get; } = [];

    public List<Provenance> Provenance { get; } = [];

    /// <summary>The text to insert, or null when there is none; an error has then been reported.</summary>
    public (string Text, bool IsSecret)? For(PlaceholderUse use, ScalarSite site)
    {
        if (!scan.Options.Policy.Allows(use.Reference))
        {
            // Reported by the scan.
            Failures.Add(new(use, null));
            return null;
        }

        var value = values.GetValueOrDefault(use.Reference);
        switch (value)
        {
            case PlaceholderValue.Unknown:
                return null;
            case PlaceholderValue.Text { Value.Length: > 0 } text:
                return Take(use, site, text.Value, text.Origin, text.IsSecret);
            case PlaceholderValue.Failed { Kind: PlaceholderFailureKind.Refused or PlaceholderFailureKind.Unreachable } failed:
                return Fail(use, failed);
        }

        if (use.Default is { } fallback) return Take(use, site, fallback, "default", isSecret: false);
        if (use.Message is { } message) return Missing(use, $"{use.Reference} {(value is PlaceholderValue.Text ? "is empty" : "has no value")}: {message}", help: null);
        return value switch
        {
            PlaceholderValue.Text empty => Take(use, site, "", empty.Origin, empty.IsSecret),
            PlaceholderValue.Failed failed => Fail(use, failed),
            _ when site.Dollar == DollarField.Kind.ExternalLabel && use.Reference.Scheme == PlaceholderScheme.Environment => LeftToPrometheus(use),
            _ => Missing(use, $"{use.Reference} has no value.", Hint(use.Reference)),
        };
    }

    private (string, bool)? Take(PlaceholderUse use, ScalarSite site, string text, string origin, bool isSecret)
    {
        if (site.IsInRules && text.Contains("{{", StringComparison.Ordinal))
        {
            return Missing(use, $"The value of {use.Reference} holds '{{{{', which would become part of a template.",
                "Values in rule files may not hold '{{'.", FindingKind.TemplateInValue);
        }

        isSecret |= use.IsInSecretField;
        Provenance.Add(new(use, origin));
        // A default is in the file, where everyone can read it.
        if (text.Length > 0 && origin != "default" && _seen.Add((text, isSecret))) Values.Add(new(text, use.Reference.ToString(), isSecret));
        return (site.Dollar == DollarField.Kind.None ? text : text.Replace("$", "$$", StringComparison.Ordinal), isSecret);
    }

    private (string, bool)? LeftToPrometheus(PlaceholderUse use)
    {
        Diagnostics.Add(new(FindingKind.UnsetPlaceholder, Severity.Warning, $"{use.Reference} has no value; Prometheus will expand it to nothing.", use.File, use.Span)
        {
            Help = $"Write ${{{use.Reference.Name}:-}} if it may be empty.",
        });
        return (use.Reference.ToString(), false);
    }

    private (string, bool)? Missing(PlaceholderUse use, string message, string? help, FindingKind? kind = null)
    {
        Diagnostics.Add(new(kind ?? FindingKind.UnsetPlaceholder, Severity.Error, message, use.File, use.Span) { Help = help });
        Failures.Add(new(use, null));
        return null;
    }

    private (string, bool)? Fail(PlaceholderUse use, PlaceholderValue.Failed failed)
    {
        var (kind, what) = failed.Kind switch
        {
            PlaceholderFailureKind.NotFound => (FindingKind.PlaceholderNotFound, "was not found"),
            PlaceholderFailureKind.DoesNotExistHere => (FindingKind.PlaceholderNotHere, "does not exist here"),
            PlaceholderFailureKind.Refused => (FindingKind.PlaceholderRefused, "may not be read"),
            _ => (FindingKind.PlaceholderUnreachable, "can't be read now"),
        };
        Diagnostics.Add(new(kind, Severity.Error, $"{use.Reference} {what}: {failed.Reason}", use.File, use.Span));
        Failures.Add(new(use, failed.Kind));
        return null;
    }

    private string Hint(PlaceholderReference reference)
    {
        if (reference.Scheme != PlaceholderScheme.Environment) return $"Give it a value, or a default: {reference.ToString()[..^1]}:-…}}.";
        return Failures.Count < MostGuesses && NearestName.Of(reference.Name, scan.Options.KnownNames) is { } near
            ? $"Did you mean ${{{near}}}? Otherwise set it, or give a default: ${{{reference.Name}:-…}}."
            : $"Set it, or give a default: ${{{reference.Name}:-…}}; literal text is written $${{{reference.Name}}}.";
    }
}
