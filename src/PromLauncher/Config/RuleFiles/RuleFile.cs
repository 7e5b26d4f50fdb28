using PromLauncher.Config.Document;
using PromLauncher.Config.Strict;
using PromLauncher.Config.Validation;
using PromLauncher.Config.Yaml;

namespace PromLauncher.Config.RuleFiles;

/// <summary>
/// Checks a rule file as <c>promtool check rules</c> of a release does, except expressions, which only PromQL's own parser can check.
/// Source: <c>model/rulefmt/rulefmt.go</c> of the releases.
/// </summary>
public static class RuleFile
{
    /// <summary>Where upstream documents recording rules and the file's form.</summary>
    public const string Url = "https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/";

    private const string Operator = "This is a PrometheusRule of the Prometheus Operator: only the content of its `spec` is a rule file.";

    private static readonly SectionSpec Root = new("a rule file", Url, "groups")
    {
        Foreign = new Dictionary<string, string>
        {
            ["apiVersion"] = Operator,
            ["kind"] = Operator,
            ["metadata"] = Operator,
            ["spec"] = Operator,
            ["namespace"] = "`namespace` belongs to rule files of Mimir and Cortex.",
            ["rules"] = "Rules belong to a group: `groups: [{name: …, rules: […]}]`.",
        },
    };

    /// <summary>Reads one file.</summary>
    /// <param name="file">Its path within the bundle, for diagnostics.</param>
    /// <param name="bytes">Its content.</param>
    /// <param name="limits">Its limits; null for <see cref="DocumentLimits.Default"/>.</param>
    public static YamlDocument Read(string file, ReadOnlyMemory<byte> bytes, DocumentLimits? limits = null) =>
        YamlDocument.Parse(file, bytes, limits, YamlLibrary.GoYaml3);

    /// <summary>Checks one file.</summary>
    /// <param name="document">The file, as <see cref="Read"/> reads it.</param>
    /// <param name="options">What it is checked against.</param>
    /// <returns>Every finding in the order of the file.</returns>
    public static IReadOnlyList<Diagnostic> Check(YamlDocument document, RuleFileOptions options) =>
        Mending.Check(document, document => Look(document, options), static findings => findings);

    private static IReadOnlyList<Diagnostic> Look(YamlDocument document, RuleFileOptions options)
    {
        if (document.IsBroken) return document.Diagnostics;
        var findings = new Findings(document.File);
        var reader = new StrictReader(findings, YamlLibrary.GoYaml3, options.Version, options.Offline);
        if (document.Root is { } root && reader.Section(root, Root) is { } fields && fields.TryGetValue("groups", out var groups))
        {
            new RuleGroups(document.Source, findings, reader, options).Check(groups.Value);
        }

        return Mending.WithoutConsequences([.. document.Diagnostics.Concat(findings.All).OrderBy(finding => finding.Span.Start)]);
    }
}
