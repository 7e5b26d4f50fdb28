using PromLauncher.Aws;
using PromLauncher.Config.Document;
using PromLauncher.Config.Placeholders;
using PromLauncher.Config.Redaction;
using PromLauncher.Config.Reports;
using PromLauncher.Sources;
using PromLauncher.Telemetry;

namespace PromLauncher.Launch;

/// <summary><c>promlauncher render</c>: prints the configuration as Prometheus would get it.</summary>
public sealed class Rendering(RenderOptions options, ProcessContext process)
{
    /// <summary>How long to retry: a user is waiting.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Log _log = LogChoice.Make(options.Configuration, process.Time);

    /// <summary>
    /// Prints the files in which placeholders are expanded, the main one first. A configuration that Prometheus would refuse is printed too, so that it can be
    /// inspected, and the command fails as invalid; one that lacks a value or is not valid YAML is not printed.
    /// </summary>
    public Task<Outcome> RunAsync() => Attempt.RunAsync(async stop =>
    {
        using var aws = new AwsContext(new AwsOptions { Environment = process.Environment, Time = process.Time, Log = _log });
        var target = PrometheusTargetProbe.FindAsync(options.Configuration, PrometheusTargetProbe.Prometheus, arguments: null, cacheFolder: null, process, _log, stop);
        using var loader = LoaderFactory.Create(Named(options.Configuration), target, TimeSpan.Zero, aws, process, _log, keepTrees: true);
        var candidate = await new Retry(process.Time, Random.Shared).RunAsync(
            token => loader.LoadAsync(beforeReload: false, token), Patience, _log.LogFailedAttempt, stop);
        if (IsWhole(candidate.Expanded!)) await PrintAsync(candidate.Expanded!);
        return candidate.IsBlocked ? throw ConfigurationLoader.Invalid(candidate, loader.Location) : 0;
    }, process, _log);

    /// <summary>Findings in a single file name it as it was given, not as <c>run</c> would publish it.</summary>
    private static ConfigurationOptions Named(ConfigurationOptions configuration) =>
        configuration.Location is { Length: > 0 } given && ValidationInputs.SingleName(Location.Parse(given)) is { Length: > 0 } name ? configuration with { MainFile = name } : configuration;

    private static bool IsWhole(ExpandedBundle expanded) => !expanded.IsRefused && !expanded.Documents.Values.Any(static document => document.IsBroken);

    private async Task PrintAsync(ExpandedBundle expanded)
    {
        var main = expanded.Bundle.MainFile;
        var files = expanded.Documents.Keys.OrderBy(file => file != main).ThenBy(static file => file, StringComparer.Ordinal).ToList();
        foreach (var file in files)
        {
            var text = options.Reveal ? Text(expanded.Bundle.Files[file]) : Masking.Expanded(expanded, file);
            if (options.Diff) text = UnifiedDiff.Write(Source(expanded.Documents[file]), text, file, $"{file} (expanded)");
            else if (files.Count > 1) text = $"{(file == main ? "" : "---\n")}# {file}\n{text}{(text.EndsWith('\n') ? "" : "\n")}";
            await process.Output.WriteAsync(text);
        }

        await process.Output.FlushAsync();
    }

    private string Source(YamlDocument document) => options.Reveal ? document.Source.Text : Masking.Source(document);

    private static string Text(ReadOnlyMemory<byte> bytes) => SourceText.Decode(bytes, out _).Text;
}
