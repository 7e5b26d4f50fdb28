using PromLauncher.Aws;
using PromLauncher.Config;
using PromLauncher.Config.Document;
using PromLauncher.Config.Reports;
using PromLauncher.Sources;
using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary><c>promlauncher validate</c>: finds every fault of configurations, without starting or writing anything.</summary>
public sealed class Validation(ValidateOptions options, ProcessContext process)
{
    private const int Valid = 0;
    private const int Faulty = 1;

    // The report is the output: only failures are logged.
    private readonly Log _log = LogChoice.Make(options.Configuration with { LogLevel = options.Configuration.LogLevel ?? LogLevel.Warn }, process.Time);

    /// <summary>Checks every location, then prints one report. A location that can't be fetched is logged, and the rest is checked anyway.</summary>
    public Task<Outcome> RunAsync() => Attempt.RunAsync(CheckAsync, process, _log);

    private async Task<int> CheckAsync(CancellationToken stop)
    {
        var policy = options.Policy;
        using var aws = new AwsContext(new AwsOptions { Environment = process.Environment, Time = process.Time, Log = _log });
        var target = await FindTargetAsync(stop);
        var inputs = new ValidationInputs(options, aws, process, _log);
        var resolver = new PlaceholderResolver(GivenVariables.Read(options.Configuration), process.Environment, new AwsValues(aws), TimeSpan.FromHours(1))
        {
            IsOffline = options.Offline,
        };
        var examiner = new BundleExaminer(options, target, new PlaceholderExpansion(options.Configuration, resolver, _log), process.Time);
        var second = new SecondOpinion(options.Configuration.Check, target);

        using var pause = new CollectionPause();
        var files = new List<FileReport>();
        FailureException? failure = null;
        foreach (var (location, allowHttp) in Locations())
        {
            try
            {
                foreach (var input in await inputs.FetchAsync(location, allowHttp, stop))
                {
                    pause.BeginFor(input.Bundle);
                    var examined = await examiner.ExamineAsync(input, stop);
                    files.AddRange(Reports(input, examined, policy.Apply(await second.AddAsync(input, examined, stop))));
                }
            }
            catch (FailureException e) when (options.Locations.Count > 1)
            {
                failure ??= e;
                _log.Error(e.Message, [("location", location.Display), ("help", e.Help ?? "none")]);
            }
        }

        WarnOfDisabledErrors(files);
        await PrintAsync(new Report(target.Version, files));
        if (failure is not null && files.Count == 0) throw failure;
        if (failure is not null) throw new FailureException(failure.Kind, "some locations could not be checked", "see the errors above");
        return policy.Fails(files.SelectMany(static file => file.Findings)) ? Faulty : Valid;
    }

    /// <summary>Logs why errors that were disabled are still reported.</summary>
    private void WarnOfDisabledErrors(List<FileReport> files)
    {
        if (options.Disable.Count == 0) return;
        var errors = files.SelectMany(static file => file.Findings).Where(static finding => finding.Severity == Severity.Error).Select(static finding => finding.Id);
        var stays = errors.Intersect(options.Disable.Except(options.Error)).ToList();
        if (stays.Count == 0) return;
        _log.Warn("errors that Prometheus itself reports can't be disabled",
            [("disabled", string.Join(",", stays)), ("help", "for files that are mounted later use --no-files or --no-credential-files")]);
    }

    private async Task<PrometheusTarget> FindTargetAsync(CancellationToken stop)
    {
        // No program is asked for its version, either: the result in CI depends only on the command line.
        var configuration = options.Configuration;
        if (options.Offline && configuration.PrometheusVersion is null)
            configuration = configuration with { PrometheusVersion = PrometheusVersion.NewestKnown.ToMinorString() };
        var target = await PrometheusTargetProbe.FindAsync(configuration, PrometheusTargetProbe.Prometheus, arguments: null, cacheFolder: null, process, _log, stop);
        return target with { Agent = options.Agent };
    }

    private IReadOnlyList<(Location Location, bool AllowHttp)> Locations() => options.Locations.Count > 0
        ? [.. options.Locations.Select(text => (Location.Parse(text), options.Configuration.AllowHttp))]
        : [LoaderFactory.Choose(options.Configuration, process, _log)];

    /// <summary>A report for the main file, and for each other file checked.</summary>
    private static IEnumerable<FileReport> Reports(ValidationInput input, Examined examined, IReadOnlyList<Diagnostic> findings)
    {
        var main = input.Bundle.MainFile;
        var byFile = findings.ToLookup(static finding => finding.File);
        var names = byFile.Select(static group => group.Key).Union(examined.Expanded.Documents.Keys).Where(file => file != main).Order(StringComparer.Ordinal);
        foreach (var file in names.Prepend(main))
        {
            var name = input.NameOf(file);
            var document = examined.Expanded.Documents.GetValueOrDefault(file);
            yield return new FileReport
            {
                Location = name,
                Findings = [.. byFile[file].OrderBy(static finding => finding.Span.Start).Select(finding => finding with { File = name })],
                Source = document?.Source ?? (examined.Expanded.Bundle.Files.TryGetValue(file, out var bytes) ? SourceText.Decode(bytes, out _) : null),
                // For masking the source lines shown with a finding.
                Secrets = document is null || !byFile.Contains(file) ? [] : Config.Redaction.Masking.SecretPlaces(document),
            };
        }
    }

    private async Task PrintAsync(Report report)
    {
        var format = options.ReportFormat(isGithub: process.Environment("GITHUB_ACTIONS") == "true");
        using var text = new StringWriter { NewLine = "\n" };
        ReportWriter.Write(format, report, text, new ReportOptions { Color = options.Color, FailOn = options.FailingSeverity, ToolVersion = Build.Version });
        await process.Output.WriteAsync(text.ToString());
        await process.Output.FlushAsync();
    }
}
