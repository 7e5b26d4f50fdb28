namespace PromLauncher.Config.Validation.Rules;

/// <summary><c>metric_name_validation_scheme</c> and <c>metric_name_escaping_scheme</c>, of <c>global</c> and of a job.</summary>
internal static class NamingSchemes
{
    private const string Validation = "metric_name_validation_scheme";
    private const string Escaping = "metric_name_escaping_scheme";

    private static readonly string[] EscapingWords = ["allow-utf-8", "underscores", "dots", "values"];

    /// <summary>True when names are checked against the legacy character set.</summary>
    public static bool IsLegacy(Section? section) => section is { IsRefused: false } && section.Text(Validation) == "legacy";

    /// <summary>Checks those of <c>global</c>: Prometheus looks at them only when there is a job.</summary>
    public static void Global(RuleContext context, Section? global)
    {
        if (global is null) return;
        var own = context with { Section = global };
        var version = context.Version;
        if (version.AtLeast(2, 55) && !version.AtLeast(3, 6) && !global.IsUnknown(Validation))
        {
            var value = global.Text(Validation);
            if (value is not ("" or "legacy" or "utf8"))
            {
                Unknown(own, Validation, ["legacy", "utf8"]);
            }
            else if (value == "utf8" && !version.AtLeast(3, 0) && !context.Options.FeatureFlags.Contains("utf8-names"))
            {
                own.Error(FindingKind.FeatureFlagNeeded, own.ValuePlace(Validation),
                    $"`{Validation}: utf8` needs `--enable-feature=utf8-names` in Prometheus {version.ToMinorString()}.", "Set the flag, or run Prometheus 3.");
            }
        }

        if (version.AtLeast(3, 4) && global.Text(Escaping) is { Length: > 0 } escaping && !EscapingWords.Contains(escaping)) Unknown(own, Escaping, EscapingWords);
    }

    /// <summary>Checks those of a job.</summary>
    /// <returns>True when the job's names are checked against the legacy character set.</returns>
    public static bool Job(RuleContext context, Section job, Section? global)
    {
        var version = context.Version;
        var own = job.Text(Validation);
        var legacy = own.Length > 0 ? own == "legacy" : IsLegacy(global);
        if (!version.AtLeast(3, 4) || job.IsUnknown(Validation) || job.IsUnknown(Escaping)) return legacy;
        if (!version.AtLeast(3, 6) && own is not ("" or "legacy" or "utf8")) Unknown(context, Validation, ["legacy", "utf8"]);
        var escaping = job.Text(Escaping);
        if (escaping.Length > 0 && !EscapingWords.Contains(escaping)) Unknown(context, Escaping, EscapingWords);
        if (escaping.Length == 0) escaping = Inherited(version, own, global);
        if (escaping == "allow-utf-8" && legacy)
        {
            var at = job.Find(Escaping) is null ? Validation : Escaping;
            context.Error(FindingKind.NamingSchemeConflict, context.ValuePlace(at),
                $"This job allows only legacy names, but requests UTF-8 names from its targets (`{Escaping}: allow-utf-8`).", $"Set `{Escaping}: underscores` in the job.");
        }

        return legacy;
    }

    private static string Inherited(PrometheusVersion version, string own, Section? global)
    {
        if (own.Length > 0 && version.AtLeast(3, 7)) return own == "legacy" ? "underscores" : "allow-utf-8";
        if (global?.Text(Escaping) is { Length: > 0 } set) return set;
        return IsLegacy(global) ? "underscores" : "allow-utf-8";
    }

    private static void Unknown(RuleContext context, string field, string[] words)
    {
        var place = context.ValuePlace(field);
        context.Error(FindingKind.UnknownValue, place, $"`{field}` must be one of {string.Join(", ", words)}, not {Findings.Show(place)}.",
            context.Question(field, context.Section.Text(field), words));
    }
}
