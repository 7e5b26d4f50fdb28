using System.Globalization;
using System.Text.RegularExpressions;
using PromLauncher.Config;
using PromLauncher.Config.Checks;
using PromLauncher.Config.Document;
using PromLauncher.Config.Redaction;
using PromLauncher.Supervision;

namespace PromLauncher.Launch;

/// <summary>What promtool adds to the built-in rules in <c>validate</c>: its verdict, and its check of rules' expressions, which only it can parse.</summary>
internal sealed partial class SecondOpinion(CheckMode mode, PrometheusTarget target)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);
    private readonly bool _isDemanded = mode is CheckMode.Promtool or CheckMode.Both;
    private bool _noted;

    /// <summary>Returns the findings with promtool's added.</summary>
    public async Task<IReadOnlyList<Diagnostic>> AddAsync(ValidationInput input, Examined examined, CancellationToken cancellation)
    {
        List<Diagnostic> findings = [.. examined.Findings];
        var isRefused = findings.Exists(static finding => finding.Severity == Severity.Error);
        var isAsked = mode is not (CheckMode.Builtin or CheckMode.None) && !examined.Expanded.IsRefused;
        var promtool = isAsked ? await target.Promtool.FindAsync(cancellation) : null;
        if (promtool is null)
        {
            NoteExpressions(input, examined, findings);
            return findings;
        }

        // Nothing for it to decide, and no expression for it to parse.
        if (mode == CheckMode.Auto && !isRefused && input.Kind == FileKind.Config && !Rules(input, examined).Any()) return findings;

        using var staging = StagingFolder.TryWrite(Inside(examined.Expanded.Bundle), folder: null, out var problem);
        if (staging is null) return [.. findings, Finding(input.Bundle.MainFile, new PromtoolResult(PromtoolVerdict.Unavailable, problem), "")];
        var scrubber = Scrubber.Of(examined.Expanded);
        var results = await RunPromtoolAsync(promtool, staging, input, examined, scrubber, cancellation);
        if (mode == CheckMode.Promtool) findings.RemoveAll(finding => IsLeftToPromtool(finding, examined, results));
        foreach (var (file, result) in results)
        {
            if (result.Verdict == PromtoolVerdict.Accepted) continue;
            var told = findings.Exists(finding => finding.Severity == Severity.Error && finding.File == file);
            if (result.Verdict == PromtoolVerdict.Refused && told && mode == CheckMode.Auto) continue;
            findings.Add(Finding(file, result, staging.Folder));
        }

        return findings;
    }

    private static IEnumerable<string> Rules(ValidationInput input, Examined examined) =>
        input.Kind == FileKind.Rules ? [input.Bundle.MainFile] : examined.RuleFiles;

    private async Task<List<(string File, PromtoolResult Result)>> RunPromtoolAsync(
        Promtool promtool, StagingFolder staging, ValidationInput input, Examined examined, Scrubber scrubber, CancellationToken cancellation)
    {
        var results = new List<(string, PromtoolResult)>();
        var main = input.Bundle.MainFile;
        var syntaxOnly = target.Version >= Promtool.SyntaxOnlySince;
        if (input.Kind == FileKind.Config && (_isDemanded || syntaxOnly))
        {
            var path = Path.Combine(staging.Folder, main);
            results.Add((main, await promtool.CheckConfigAsync(path, target.Agent, syntaxOnly, scrubber, Timeout, cancellation)));
        }

        foreach (var file in Rules(input, examined).Where(static file => !file.StartsWith('/')))
        {
            var path = Path.Combine(staging.Folder, file);
            results.Add((file, await promtool.CheckRulesAsync(path, scrubber, Timeout, cancellation)));
        }

        return results;
    }

    /// <summary>
    /// Whether an error of the built-in rules gives way to promtool's verdict: only in a file that promtool has read. It reads no lists of targets
    /// and looks for no files with <c>--syntax-only</c>, reads no rule files outside the bundle, and is not asked about web configurations.
    /// </summary>
    private static bool IsLeftToPromtool(Diagnostic finding, Examined examined, List<(string File, PromtoolResult Result)> results) =>
        finding.Severity == Severity.Error && finding.Kind != FindingKind.MissingFile && !examined.Expanded.Diagnostics.Contains(finding)
        && results.Exists(asked => asked.Result.Verdict != PromtoolVerdict.Unavailable && asked.File == finding.File);

    /// <summary>The files with relative paths, which can be written into a folder.</summary>
    private static Dictionary<string, ReadOnlyMemory<byte>> Inside(ConfigBundle bundle) =>
        bundle.Files.Where(static file => !file.Key.StartsWith('/')).ToDictionary(static file => file.Key, static file => file.Value);

    private Diagnostic Finding(string file, PromtoolResult result, string folder)
    {
        var text = (folder.Length == 0 ? result.Output : result.Output.Replace(folder + "/", "", StringComparison.Ordinal)).Trim();
        var line = LineNumber().Match(text) is { Success: true } match && int.TryParse(match.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;
        var place = new TextSpan(0, 0, line, 1, line, 1);
        return result.Verdict == PromtoolVerdict.Refused
            ? new(FindingKind.Promtool, Severity.Error, $"promtool refuses this: {text}", file, place)
            : new(FindingKind.Promtool, _isDemanded ? Severity.Error : Severity.Warning, $"promtool could not check the configuration: {text}", file, place)
            {
                Help = _isDemanded ? $"--check {mode.ToString().ToLowerInvariant()} requires promtool; --check auto does without it." : null,
            };
    }

    private void NoteExpressions(ValidationInput input, Examined examined, List<Diagnostic> findings)
    {
        if (_noted || mode == CheckMode.None || Rules(input, examined).FirstOrDefault() is not { } file) return;
        _noted = true;
        findings.Add(new(FindingKind.ExpressionsUnchecked, Severity.Note, "Rule expressions were checked only roughly; promtool checks them completely.", file, new TextSpan(0, 0, 1, 1, 1, 1))
        {
            Help = "With promtool of the same release in PATH, --check auto or --check both checks them in full.",
        });
    }

    [GeneratedRegex(@"\bline (\d+)|:(\d+):\d+:")]
    private static partial Regex LineNumber();
}
