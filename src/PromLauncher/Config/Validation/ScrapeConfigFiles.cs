using PromLauncher.Config.Document;
using PromLauncher.Config.Lints;
using PromLauncher.Config.Placeholders;
using PromLauncher.Config.Schema;
using PromLauncher.Config.Validation.Rules;

namespace PromLauncher.Config.Validation;

/// <summary>The files that <c>scrape_config_files</c> names: each of their jobs is checked against <c>global</c>, and job names must be unique across all files.</summary>
internal sealed class ScrapeConfigFiles(PrometheusSchema schema, ValidationOptions options, ExpandedBundle bundle, List<Diagnostic> found, FileReferences references)
{
    private readonly Dictionary<string, (string File, int Line)> _names = new(StringComparer.Ordinal);

    /// <summary>Checks those that are in the bundle.</summary>
    public void Check(Section config)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pattern in config.Texts("scrape_config_files"))
        {
            foreach (var path in BundleGlob.Files(bundle.Bundle, pattern.Value))
            {
                if (seen.Count == 0) Remember(config, bundle.Bundle.MainFile, null);
                if (seen.Add(path)) File(path, config);
            }
        }
    }

    private void File(string path, Section config)
    {
        var document = bundle.Documents.GetValueOrDefault(path) ?? YamlDocument.Parse(path, bundle.Bundle.Files[path]);
        found.AddRange(document.Diagnostics);
        if (document.IsBroken) return;
        var findings = new Findings(path);
        if (Validator.Read(document, schema.Struct("scrape_config_file"), schema, options, findings) is { IsRefused: false } file)
        {
            var context = new RuleContext(config, new("jobs", [], null, []), schema, findings, options);
            Jobs.Against(context, file.Children("scrape_configs"), config);
            Remember(file, path, findings);
            references.Walk(file, path);
            LintRunner.JobFile(config, file, findings, options);
        }

        found.AddRange(findings.All);
    }

    private void Remember(Section file, string path, Findings? findings)
    {
        foreach (var job in file.Children("scrape_configs"))
        {
            if (job?.Find("job_name") is not { State: SlotState.Read } slot || job.Text("job_name") is not { Length: > 0 } name) continue;
            if (_names.TryAdd(name, (path, slot.Place.Span.Line)) || findings is null) continue;
            var (first, line) = _names[name];
            findings.Error(FindingKind.DuplicateJobName, slot.Place,
                $"`job_name` {Findings.Show(slot.Place)} is already used in {first}, line {line}.", "Names must be unique across all files.", job.Type.Url);
        }
    }
}
