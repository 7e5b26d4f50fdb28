using PromLauncher.Config.Changes;
using PromLauncher.Config.Document;
using PromLauncher.Config.Lints;
using PromLauncher.Config.Placeholders;
using PromLauncher.Config.Schema;
using PromLauncher.Config.Validation.Rules;

namespace PromLauncher.Config.Validation;

/// <summary>
/// Predicts whether a Prometheus release accepts a configuration. Errors are what that release refuses; whatever is
/// stricter is a warning or a note.
/// </summary>
public static class Validator
{
    /// <summary>Checks an expanded bundle: the main file and the scrape config files that it names.</summary>
    /// <param name="bundle">The bundle; its own findings are part of the result.</param>
    /// <param name="options">What it is checked against.</param>
    public static Examination Examine(ExpandedBundle bundle, ValidationOptions options)
    {
        var main = bundle.Bundle.MainFile;
        var document = bundle.Documents.GetValueOrDefault(main) ?? YamlDocument.Parse(main, bundle.Bundle.Files[main]);
        var references = new FileReferences();
        var found = Check(document, PrometheusSchema.For(options.Version), options, bundle, references);
        found.InsertRange(0, bundle.Diagnostics);
        return new(Ordered(found, main), references.All);
    }

    /// <summary>Checks one main file by itself.</summary>
    /// <param name="document">The file, expanded or not.</param>
    /// <param name="options">What it is checked against.</param>
    public static IReadOnlyList<Diagnostic> Validate(YamlDocument document, ValidationOptions options) =>
        Validate(document, PrometheusSchema.For(options.Version), options);

    /// <summary>Checks one main file against a schema that has been read before.</summary>
    internal static IReadOnlyList<Diagnostic> Validate(YamlDocument document, PrometheusSchema schema, ValidationOptions options) =>
        Ordered(Check(document, schema, options, bundle: null, references: null), document.File);

    /// <summary>Reads a file into its section; null when it is empty.</summary>
    internal static Section? Read(YamlDocument document, StructType type, PrometheusSchema schema, ValidationOptions options, Findings findings)
    {
        if (document.Root is null) return null;
        var rules = new RuleRunner(schema, findings, options);
        return new SectionReader(schema, findings, options, rules.Check).Read(document.Root, type, pointer: false);
    }

    private static List<Diagnostic> Check(YamlDocument document, PrometheusSchema schema, ValidationOptions options, ExpandedBundle? bundle, FileReferences? references)
    {
        var found = new List<Diagnostic>(document.Diagnostics);
        if (document.IsBroken) return found;
        var findings = new Findings(document.File);
        var config = Read(document, schema.Struct("config"), schema, options, findings);
        if (config is not null) LintRunner.MainFile(config, findings, options);
        found.AddRange(findings.All);
        if (options.From is { } from) new ReleaseDifference(from, options).Tell(document, config, found);
        if (config is not { IsRefused: false } || bundle is null || references is null) return found;
        references.Walk(config, document.File);
        new ScrapeConfigFiles(schema, options, bundle, found, references).Check(config);
        return found;
    }

    /// <summary>A bundle's own findings include those of parsing its files, which are found here again: each is reported once.</summary>
    private static List<Diagnostic> Ordered(List<Diagnostic> findings, string main)
    {
        if (findings.Count < 2) return findings;
        var seen = new HashSet<Diagnostic>(findings.Count);
        findings.RemoveAll(finding => !seen.Add(finding));
        return [.. findings.OrderBy(finding => finding.File == main ? 0 : 1).ThenBy(finding => finding.File, StringComparer.Ordinal).ThenBy(finding => finding.Span.Start)];
    }
}
