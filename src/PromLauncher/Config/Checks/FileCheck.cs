using PromLauncher.Config.Document;
using PromLauncher.Config.Placeholders;
using PromLauncher.Config.RuleFiles;
using PromLauncher.Config.TargetFiles;
using PromLauncher.Config.Validation;
using PromLauncher.Config.WebFiles;

namespace PromLauncher.Config.Checks;

/// <summary>Checks a configuration together with the files that it names, or a file of another kind by itself.</summary>
public static class FileCheck
{
    /// <summary>Checks the main file, and the scrape configs, rules and lists of targets in the bundle that it names.</summary>
    /// <param name="bundle">The expanded bundle.</param>
    /// <param name="options">What it is checked against.</param>
    /// <param name="withNamedFiles">False to skip rules and lists of targets.</param>
    public static Examination Configuration(ExpandedBundle bundle, ValidationOptions options, bool withNamedFiles = true)
    {
        var found = Look(bundle, options, withNamedFiles);
        return Mended(bundle, found.Findings) is { } mended ? Look(mended, options, withNamedFiles) : found;
    }

    /// <summary>The bundle with the known typos of files that have errors repaired, to find what else is wrong; null when there are none.</summary>
    private static ExpandedBundle? Mended(ExpandedBundle bundle, IReadOnlyList<Diagnostic> findings)
    {
        var documents = new Dictionary<string, YamlDocument>(bundle.Documents, StringComparer.Ordinal);
        var diagnostics = bundle.Diagnostics;
        foreach (var (file, document) in bundle.Documents)
        {
            if (!findings.Any(finding => finding.Severity == Severity.Error && finding.File == file) || Mending.Mend(document) is not { } mended) continue;
            documents[file] = mended;
            var placeholders = bundle.Options is { } options ? PlaceholderFinder.Faults(bundle.Bundle, options, mended) : [];
            diagnostics = [.. diagnostics.Except(document.Diagnostics), .. placeholders];
        }

        return ReferenceEquals(diagnostics, bundle.Diagnostics) ? null : bundle with { Documents = documents, Diagnostics = diagnostics };
    }

    private static Examination Look(ExpandedBundle bundle, ValidationOptions options, bool withNamedFiles)
    {
        var main = Validator.Examine(bundle, options);
        if (!withNamedFiles) return main with { Findings = Mending.WithoutConsequences([.. main.Findings.Distinct()]) };
        var legacy = SaysLegacyNames(bundle.Documents.GetValueOrDefault(bundle.Bundle.MainFile)?.Root);
        var findings = main.Findings.ToList();
        foreach (var named in main.References
            .Where(static reference => reference.Use is FileUse.Rules or FileUse.Targets)
            .SelectMany(reference => BundleGlob.Files(bundle.Bundle, reference.Path), static (reference, path) => (Path: path, Reference: reference))
            .GroupBy(static named => named.Path, static named => named.Reference))
        {
            findings.AddRange(named.First().Use == FileUse.Targets
                ? TargetFile.Check(named.Key, bundle.Bundle.Files[named.Key], new()
                {
                    Version = options.Version,
                    AddressesAreFinal = named.Any(static reference => reference.AddressesAreFinal),
                    MayBeEmpty = named.All(static reference => reference.IsOfAlertmanager || !reference.AddressesAreFinal),
                    LegacyNames = legacy,
                })
                : Rules(bundle, named.Key, options.Version, legacy));
        }

        return main with { Findings = Mending.WithoutConsequences([.. findings.Distinct()]) };
    }

    /// <summary>Checks one file that isn't a configuration.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="document">The file.</param>
    /// <param name="version">The release whose rules apply.</param>
    public static Examination Other(FileKind kind, YamlDocument document, PrometheusVersion version)
    {
        switch (kind)
        {
            case FileKind.Rules:
                return new(RuleFile.Check(RuleFile.Read(document.File, document.Source.Bytes), new() { Version = version }), []);
            case FileKind.Targets:
                return new(TargetFile.Check(document.File, document.Source.Bytes, new() { Version = version }), []);
            case FileKind.Web:
                var web = WebConfigFile.Check(document, version);
                return new(web.Findings, web.References);
            case FileKind.RuleTests:
                return new([RuleTests(document)], []);
            default:
                throw new ArgumentOutOfRangeException(nameof(kind));
        }
    }

    private static Diagnostic RuleTests(YamlDocument document)
    {
        var place = (document.Root?.Resolve() as MappingNode)?.Entries.FirstOrDefault(static entry => entry.Key.Resolve() is ScalarNode { Value: "tests" }).Key;
        return new(FindingKind.RuleTests, Severity.Note, "This file contains unit tests of rules: Prometheus doesn't read it, and it was not checked.", document.File, place?.Span ?? default)
        {
            Help = "`promtool test rules FILE` runs them.",
            Url = "https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/",
        };
    }

    private static IReadOnlyList<Diagnostic> Rules(ExpandedBundle bundle, string path, PrometheusVersion version, bool legacy)
    {
        var document = bundle.Documents.GetValueOrDefault(path) ?? RuleFile.Read(path, bundle.Bundle.Files[path]);
        return RuleFile.Check(document, new() { Version = version, LegacyNames = legacy });
    }

    private static bool SaysLegacyNames(Node? root) =>
        (root?.Resolve() as MappingNode)?.FindMerged("global")?.Resolve() is MappingNode global
        && global.FindMerged("metric_name_validation_scheme")?.Resolve() is ScalarNode { Value: "legacy" };
}
