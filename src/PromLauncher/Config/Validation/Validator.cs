using PromLauncher.Config.Document;
using PromLauncher.Config.Schema;
using PromLauncher.Config.Validation.Rules;

namespace PromLauncher.Config.Validation;

/// <summary>
/// Says what a Prometheus release will say of a configuration, before it is started. Errors are what that release refuses; whatever is
/// stricter is a warning or a note.
/// </summary>
public static class Validator
{
    /// <summary>Checks one main file.</summary>
    /// <param name="document">The file, expanded or not.</param>
    /// <param name="options">For whom it is checked.</param>
    /// <returns>Every finding in the order of the file, none a mere consequence of another.</returns>
    public static IReadOnlyList<Diagnostic> Validate(YamlDocument document, ValidationOptions options) =>
        Validate(document, PrometheusSchema.For(options.Version), options);

    /// <summary>Checks one main file against a schema that was read before.</summary>
    internal static IReadOnlyList<Diagnostic> Validate(YamlDocument document, PrometheusSchema schema, ValidationOptions options)
    {
        var findings = new List<Diagnostic>(document.Diagnostics);
        if (!document.IsBroken)
        {
            var own = new Findings(document.File);
            Directives.Check(document, own);
            Read(document, schema.Struct("config"), schema, options, own);
            findings.AddRange(own.All);
        }

        return Ordered(findings);
    }

    private static Section? Read(YamlDocument document, StructType type, PrometheusSchema schema, ValidationOptions options, Findings findings)
    {
        if (document.Root is null) return null;
        var rules = new RuleRunner(schema, findings, options);
        return new SectionReader(schema, findings, options, rules.Check).Read(document.Root, type, pointer: false);
    }

    private static List<Diagnostic> Ordered(List<Diagnostic> findings)
    {
        // Stable: findings about one place keep the order in which they were found.
        var ordered = new List<Diagnostic>(findings.Count);
        ordered.AddRange(findings.OrderBy(finding => finding.File, StringComparer.Ordinal).ThenBy(finding => finding.Span.Start));
        return ordered;
    }
}
