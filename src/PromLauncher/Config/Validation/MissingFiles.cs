namespace PromLauncher.Config.Validation;

/// <summary>Reports which of the files that a configuration names do not exist.</summary>
public static class MissingFiles
{
    /// <summary>Reports them.</summary>
    /// <param name="bundle">The configuration.</param>
    /// <param name="references">The files that it names.</param>
    /// <param name="severity">How much a missing file matters: <c>promtool check config</c> refuses it; Prometheus itself starts, as a mount may come later.</param>
    /// <param name="exists">Whether a path, or one that matches a pattern, exists outside of the bundle; called only for what isn't in it.</param>
    public static IEnumerable<Diagnostic> Find(ConfigBundle bundle, IEnumerable<FileReference> references, Severity severity, Func<string, bool> exists)
    {
        foreach (var reference in references)
        {
            if (BundleGlob.Files(bundle, reference.Path).Any() || exists(reference.Path)) continue;
            yield return reference.Use switch
            {
                FileUse.Targets => Tell(FindingKind.MissingTargets, Severity.Note, reference, $"The target file {reference.Shown} does not exist. Prometheus starts without it and reads it once it does.", null),
                _ when reference.IsPattern => Tell(FindingKind.NoMatchingFile, reference.IsAbsolute ? Severity.Note : Severity.Warning, reference, $"`{reference.Field}`: nothing matches {reference.Shown}, and Prometheus does not report that.", "Put the files next to the configuration, under the same prefix or folder, or remove the pattern."),
                FileUse.ScrapeConfigs => Tell(FindingKind.NoMatchingFile, Severity.Warning, reference, $"`{reference.Field}`: {reference.Shown} does not exist, and Prometheus does not report that.", "Put it next to the configuration, under the same prefix or folder."),
                FileUse.Rules => Tell(FindingKind.MissingFile, severity, reference, $"`{reference.Field}`: {reference.Shown} does not exist.",
                    "Put it next to the configuration, under the same prefix or folder" + (severity == Severity.Error ? ", or skip the files that it names with --no-files." : ".")),
                _ => Tell(FindingKind.MissingFile, severity, reference, $"`{reference.Field}`: {reference.Shown} does not exist.", severity == Severity.Error ? "Mount it there, or skip such files with --no-credential-files." : "Mount it there."),
            };
        }
    }

    private static Diagnostic Tell(FindingKind kind, Severity severity, FileReference reference, string message, string? help) =>
        new(kind, severity, message, reference.File, reference.Span) { Help = help };
}
