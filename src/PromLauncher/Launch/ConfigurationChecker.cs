using PromLauncher.Config;
using PromLauncher.Config.Checks;
using PromLauncher.Config.Placeholders;
using PromLauncher.Config.Redaction;
using PromLauncher.Config.Validation;
using PromLauncher.Supervision;
using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary>Decides whether the target Prometheus would accept a configuration: by the built-in rules, promtool, or both.</summary>
/// <param name="mode">Which checker to use.</param>
/// <param name="time">Bounds how long a check may take.</param>
/// <param name="log">Receives promtool's output.</param>
/// <param name="stagingFolder">The folder to create for promtool's files; null: a temporary one.</param>
internal sealed class ConfigurationChecker(CheckMode mode, TimeProvider time, Log log, string? stagingFolder = null)
{
    private static readonly TimeSpan PromtoolTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Checks an expanded configuration.</summary>
    /// <param name="bundle">The configuration.</param>
    /// <param name="target">The Prometheus to check against.</param>
    /// <param name="beforeReload">True before a reload: then promtool is always used if there is one.</param>
    /// <param name="cancellation">Cancels it.</param>
    public async Task<CheckResult> CheckAsync(ExpandedBundle bundle, PrometheusTarget target, bool beforeReload, CancellationToken cancellation)
    {
        var findings = BuiltInFindings(bundle, target);
        var refused = mode is not (CheckMode.None or CheckMode.Promtool) && findings.Any(static finding => finding.Severity == Severity.Error);
        if (bundle.IsRefused) return new CheckResult(findings, IsBlocked: true);
        var promtool = mode switch
        {
            CheckMode.Auto when refused || beforeReload => await target.Promtool.FindAsync(cancellation),
            CheckMode.Promtool or CheckMode.Both => await target.Promtool.FindAsync(cancellation),
            _ => null,
        };
        if (promtool is null) return new CheckResult(findings, refused);

        var result = await AskPromtoolAsync(promtool, bundle, target, cancellation);
        switch (result.Verdict)
        {
            case PromtoolVerdict.Refused:
                log.Error("promtool refuses the configuration", [("promtool", promtool.Path), ("output", result.Output.Trim())]);
                return new CheckResult(findings, IsBlocked: true);
            case PromtoolVerdict.Accepted when refused:
                foreach (var finding in findings.Where(static finding => finding.Severity == Severity.Error))
                    log.Warn("promtool of the same release accepts what the built-in rules refuse: this is a bug in promlauncher, please report it",
                        [("id", finding.Id), ("file", finding.File), ("line", finding.Span.Line), ("column", finding.Span.Column)]);
                return new CheckResult([.. findings.Where(static finding => finding.Severity != Severity.Error)], IsBlocked: false);
            case PromtoolVerdict.Unavailable:
                log.Warn("promtool could not check the configuration", [("promtool", promtool.Path), ("err", result.Output)]);
                break;
        }

        return new CheckResult(findings, refused);
    }

    /// <summary>The findings of the built-in rules. With checks off, placeholders without a value are still reported.</summary>
    private IReadOnlyList<Diagnostic> BuiltInFindings(ExpandedBundle bundle, PrometheusTarget target)
    {
        if (mode is CheckMode.None or CheckMode.Promtool) return bundle.Diagnostics;
        var options = new ValidationOptions { Version = target.Version, Agent = target.Agent, FeatureFlags = target.Features, Matching = new(time) };
        var examination = FileCheck.Configuration(bundle, options);
        // Prometheus starts even if files that the configuration names don't exist yet: a mount may come later.
        var missing = MissingFiles.Find(bundle.Bundle, examination.References, Severity.Warning, static path => path.StartsWith('/') && LocalGlob.Files(path).Count > 0);
        return [.. examination.Findings, .. missing];
    }

    private async Task<PromtoolResult> AskPromtoolAsync(Promtool promtool, ExpandedBundle bundle, PrometheusTarget target, CancellationToken cancellation)
    {
        using var staging = StagingFolder.TryWrite(bundle.Bundle.Files, stagingFolder, out var problem);
        if (staging is null) return new PromtoolResult(PromtoolVerdict.Unavailable, problem);
        var scrubber = Scrubber.Of(bundle);
        var syntaxOnly = target.Version >= Promtool.SyntaxOnlySince;
        var result = await promtool.CheckConfigAsync(
            Path.Combine(staging.Folder, bundle.Bundle.MainFile), target.Agent, syntaxOnly, scrubber, PromtoolTimeout, cancellation);
        return result.Verdict == PromtoolVerdict.Refused && !syntaxOnly
            ? new PromtoolResult(PromtoolVerdict.Unavailable, "a promtool before 2.37 refuses a configuration for a missing file too")
            : result with { Output = result.Output.Replace(staging.Folder + "/", "", StringComparison.Ordinal) };
    }
}
