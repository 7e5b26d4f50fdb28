using PromLauncher.Config.Document;
using PromLauncher.Config.Schema;

namespace PromLauncher.Config.Validation;

/// <summary>Reports a field that the release doesn't know: what was meant, or when it was added or removed.</summary>
internal static class UnknownField
{
    /// <summary>Adds the finding.</summary>
    /// <returns>The field that is missing because of it: the one that was meant, or a newer one of this name; null for none.</returns>
    public static string? Tell(Findings findings, StructType type, Node key, string name, ValidationOptions options)
    {
        var shown = Findings.Show(key);
        var release = $"Prometheus {options.Version.ToMinorString()}";
        var severity = options is { TolerateUnknownFields: true, Version.IsNewerThanKnown: true } ? Severity.Warning : Severity.Error;
        if (type.OtherFields.TryGetValue(name, out var other))
        {
            var newer = other.Versions.Since > VersionRange.Number(options.Version);
            var when = newer ? $"came with {VersionRange.Name(other.Versions.Since)}" : $"was removed in {VersionRange.NameOfNext(other.Versions.Until)}";
            findings.Add(newer ? FindingKind.FieldTooNew : FindingKind.FieldRemoved, severity, key,
                $"{release} doesn't know {(Findings.IsExpanded(key) ? shown : $"`{name}`")} in {Where(type)}: it {when}.", newer ? $"Run Prometheus {VersionRange.Name(other.Versions.Since)} or later, or remove it." : Findings.IsExpanded(key) ? null : Replacement(name), type.Url);
            return name;
        }

        var meant = NearestName.Of(name, type.Fields.Keys);
        var help = Findings.IsExpanded(key) ? null : meant is not null ? $"Did you mean `{meant}`?" : Elsewhere(type, name);
        findings.Add(FindingKind.UnknownField, severity, key, $"{shown} is not a field of {Where(type)}.", help, type.Url);

        // A field that the release may know is not a misspelling of another one.
        return severity == Severity.Error ? meant : null;
    }

    /// <summary>A section as messages name it.</summary>
    internal static string Where(StructType type) => type.Name == "config" ? "the configuration" : $"`{type.Name}`";

    private static string? Replacement(string name) => name switch
    {
        "scrape_classic_histograms" => "It is called `always_scrape_classic_histograms` since 3.0.",
        _ => "Remove it.",
    };

    private static string? Elsewhere(StructType type, string name) => type.Name switch
    {
        "scrape_config" when name is "targets" or "labels" => "It belongs in an item of `static_configs`.",
        "config" when name is "job_name" => "A job is an item of `scrape_configs`: indent it below and begin it with `- `.",
        "config" when name is "scrape_interval" or "evaluation_interval" or "external_labels" or "scrape_timeout" => "It belongs below `global`.",
        "config" when name is "alertmanagers" => "It belongs below `alerting`.",
        "config" when name is "groups" => "This looks like a rule file: list it in `rule_files` (`validate --kind rules` checks it separately).",
        _ => null,
    };
}
