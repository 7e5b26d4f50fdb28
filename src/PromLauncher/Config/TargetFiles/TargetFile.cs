using PromLauncher.Config.Document;
using PromLauncher.Config.Strict;
using PromLauncher.Config.Validation;
using PromLauncher.Config.Values;
using PromLauncher.Config.Yaml;

namespace PromLauncher.Config.TargetFiles;

/// <summary>
/// Checks a list of targets that <c>file_sd_configs</c> names, as a release does. Source: promtool's <c>checkSDFile</c> and
/// <c>discovery/targetgroup</c> of the releases. Prometheus itself keeps the previous targets when it can't read a list, and logs why.
/// </summary>
public static class TargetFile
{
    /// <summary>Where upstream documents the format.</summary>
    public const string Url = "https://prometheus.io/docs/prometheus/latest/configuration/configuration/#file_sd_config";

    private static readonly SectionSpec Group = new("a group of targets", Url, "targets", "labels")
    {
        Foreign = new Dictionary<string, string>
        {
            ["source"] = "Prometheus fills in `source` itself.",
            ["job"] = "The job is a label: write it below `labels`.",
            ["job_name"] = "A list has no jobs: the name is that of the job whose `file_sd_configs` names the list.",
            ["scrape_configs"] = "This is a configuration, not a list of targets.",
        },
    };

    /// <summary>Checks one list. The extension decides how it is read, as upstream does: <c>.json</c> as JSON, anything else as YAML.</summary>
    /// <param name="file">Its path.</param>
    /// <param name="bytes">Its content.</param>
    /// <param name="options">What it is checked against.</param>
    /// <returns>Every finding in the order of the file.</returns>
    public static IReadOnlyList<Diagnostic> Check(string file, ReadOnlyMemory<byte> bytes, TargetFileOptions options)
    {
        var found = file.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? new JsonTargets(file, bytes, options).Check() : Yaml(file, bytes, options);
        // promtool reads lists since 2.29; an older Prometheus only logs the error.
        if (!options.Version.AtLeast(2, 29)) found = found.Select(static finding => finding.Severity == Severity.Error ? finding with { Severity = Severity.Warning } : finding);
        return [.. found.OrderBy(static finding => finding.Span.Start)];
    }

    private static IEnumerable<Diagnostic> Yaml(string file, ReadOnlyMemory<byte> bytes, TargetFileOptions options) =>
        Mending.Check(YamlDocument.Parse(file, bytes), document => Look(document, options), static findings => findings);

    private static IReadOnlyList<Diagnostic> Look(YamlDocument document, TargetFileOptions options)
    {
        if (document.IsBroken || document.Root is null) return document.Diagnostics;
        var findings = new Findings(document.File);
        var reader = new StrictReader(findings, YamlLibrary.GoYaml2, options.Version, isOffline: false);
        foreach (var item in reader.List(document.Root, "a list of targets", Url) ?? []) CheckGroup(item, reader, findings, options);
        return Mending.WithoutConsequences([.. document.Diagnostics, .. findings.All]);
    }

    private static void CheckGroup(Node item, StrictReader reader, Findings findings, TargetFileOptions options)
    {
        if (GoScalar.IsNull(item))
        {
            findings.Error(FindingKind.RequiredField, item, "This group of targets is empty.", "Remove the line, or write `targets` below it.", Url);
            return;
        }

        if (reader.Section(item, Group) is not { } fields) return;
        var hasTargets = false;
        if (fields.TryGetValue("targets", out var targets))
        {
            foreach (var place in reader.List(targets.Value, "targets", Url) ?? [])
            {
                hasTargets = true;
                if (reader.Text(place, "targets", Url) is { } address && TargetFileRules.Address(address, options) is var (severity, message, help))
                    findings.Add(FindingKind.InvalidTarget, severity, place, message, help, Url);
            }
        }

        if (!fields.TryGetValue("labels", out var labels)) return;
        foreach (var label in reader.Texts(labels.Value, "labels", Url) ?? new())
        {
            // go-yaml v2 turns null into the empty name without validating it.
            if (!GoScalar.IsNull(label.Key) && TargetFileRules.LabelName(label.Name, options) is { } message) findings.Error(FindingKind.InvalidLabelName, label.Key, message, TargetFileRules.LabelHelp(options), Url);

            // Only targets end up with labels, and `__meta_` labels are dropped.
            if (hasTargets && label.Text is { } text && !BinaryText.IsUtf8(text) && !label.Name.StartsWith("__meta_", StringComparison.Ordinal)) findings.Add(FindingKind.InvalidLabelValue, TargetFileRules.Severity(options), label.Value, "The value of a label must be UTF-8.", null, Url);
        }
    }
}
