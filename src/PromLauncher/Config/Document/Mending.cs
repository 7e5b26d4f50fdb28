namespace PromLauncher.Config.Document;

/// <summary>
/// The second look at a file with faults: read as its author meant it. A list written with long dashes is a text for YAML, and then everything below it
/// is a consequence; read as meant, each dash is named, and what else is wrong beside it. The verdict is that of the file as it stands.
/// </summary>
internal static class Mending
{
    /// <summary>So many placeholders without quotes are looked behind.</summary>
    private const int Rounds = 20;

    private static readonly FindingKind[] Slips = [FindingKind.TypographicDash, FindingKind.NoBreakSpace, FindingKind.UnquotedPlaceholder];

    /// <summary>The file as it was meant, its slips being errors; null when it holds none that can be mended.</summary>
    /// <param name="document">The file as it stands; there is an error in it.</param>
    public static YamlDocument? Mend(YamlDocument document)
    {
        if (!document.Diagnostics.Any(static found => Slips.Contains(found.Kind))) return null;
        YamlDocument? read = null;
        var placeholders = document.Diagnostics.Where(static found => found.Kind == FindingKind.UnquotedPlaceholder).ToList();
        for (var round = 0; round < Rounds; round++)
        {
            var text = new MendedText(document.Source);
            placeholders.ForEach(text.CoverPlaceholder);
            read = new DocumentReader(document.File, document.Source, text).Read();
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
    /// A name or value in curly quotes that Prometheus refuses is refused because of them: they are the error then, and what else is wrong with it a consequence.
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

    /// <summary>What a check finds in a file: in the file as it was meant when there are errors in it as it stands.</summary>
    public static T Check<T>(YamlDocument document, Func<YamlDocument, T> check, Func<T, IReadOnlyList<Diagnostic>> findings)
    {
        var found = check(document);
        return findings(found).Any(static finding => finding.Severity == Severity.Error) && Mend(document) is { } mended ? check(mended) : found;
    }
}
