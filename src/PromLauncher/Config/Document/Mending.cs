namespace PromLauncher.Config.Document;

/// <summary>
/// Reads a file with errors a second time, as its author intended. YAML takes a list written with long dashes for a text, and every error below it
/// is a consequence; read as intended, each dash is reported, along with any independent errors. The verdict is that of the original file.
/// </summary>
internal static class Mending
{
    /// <summary>At most this many unquoted placeholders are repaired.</summary>
    private const int Rounds = 20;

    private static readonly FindingKind[] Slips = [FindingKind.TypographicDash, FindingKind.NoBreakSpace, FindingKind.UnquotedPlaceholder];

    /// <summary>The file as intended, with its typos as errors; null when it has none that can be repaired.</summary>
    /// <param name="document">The original file; it has an error.</param>
    public static YamlDocument? Mend(YamlDocument document)
    {
        if (!document.Diagnostics.Any(static found => Slips.Contains(found.Kind))) return null;
        YamlDocument? read = null;
        var placeholders = document.Diagnostics.Where(static found => found.Kind == FindingKind.UnquotedPlaceholder).ToList();
        for (var round = 0; round < Rounds; round++)
        {
            var text = new MendedText(document.Source);
            placeholders.ForEach(text.CoverPlaceholder);
            read = new DocumentReader(document, text).Read();
            if (text.IsUnchanged) return null;
            var faults = text.Faults(document.File);
            var stumbled = read.IsBroken ? read.Diagnostics.FirstOrDefault(static found => found.Kind == FindingKind.UnquotedPlaceholder) : null;
            read = read with { Diagnostics = [.. faults.Concat(read.Diagnostics).OrderBy(static found => found.Span.Start)] };
            if (stumbled is null || placeholders.Exists(placeholder => placeholder.Span.Start == stumbled.Span.Start)) break;
            placeholders.Add(stumbled);
        }

        return read;
    }

    /// <summary>
    /// When Prometheus refuses a name or value in curly quotes, the quotes are the cause: they become the error, and the other errors at the same place are dropped.
    /// </summary>
    public static IReadOnlyList<Diagnostic> WithoutConsequences(IReadOnlyList<Diagnostic> findings)
    {
        var quoted = findings.Where(static found => found.Kind == FindingKind.CurlyQuotes).Select(static found => (found.File, found.Span.Start)).ToHashSet();
        if (quoted.Count == 0) return findings;
        var refused = findings.Where(static found => found.Kind != FindingKind.CurlyQuotes && found.Severity == Severity.Error).Select(static found => (found.File, found.Span.Start)).Where(quoted.Contains).ToHashSet();
        return [.. findings
            .Where(found => found.Kind == FindingKind.CurlyQuotes || found.Severity != Severity.Error || !refused.Contains((found.File, found.Span.Start)))
            .Select(found => found.Kind == FindingKind.CurlyQuotes && refused.Contains((found.File, found.Span.Start)) ? found with { Severity = Severity.Error } : found)];
    }

    /// <summary>The result of a check; when it has errors and the file can be repaired, that of the repaired file.</summary>
    public static T Check<T>(YamlDocument document, Func<YamlDocument, T> check, Func<T, IReadOnlyList<Diagnostic>> findings)
    {
        var found = check(document);
        return findings(found).Any(static finding => finding.Severity == Severity.Error) && Mend(document) is { } mended ? check(mended) : found;
    }
}
