using PromLauncher.Config;
using PromLauncher.Config.Checks;
using PromLauncher.Config.Document;
using PromLauncher.Config.Placeholders;
using PromLauncher.Config.Validation;

namespace PromLauncher.Launch;

/// <summary>Checks one input of <c>validate</c>: expands placeholders, reads the local files it names, and applies every rule.</summary>
internal sealed class BundleExaminer(ValidateOptions options, PrometheusTarget target, PlaceholderExpansion expansion, TimeProvider time)
{
    /// <summary>Enough for all files: the main file names scrape config files, which may name further files, which name none.</summary>
    private const int Rounds = 3;

    private readonly ValidationOptions _validation = new()
    {
        Version = target.Version,
        From = options.FromRelease,
        Agent = target.Agent,
        FeatureFlags = target.Features,

        // One for everything that the command checks.
        Matching = new(time),
    };

    /// <exception cref="Telemetry.FailureException">A placeholder's value is denied or can't be fetched.</exception>
    public async Task<Examined> ExamineAsync(ValidationInput input, CancellationToken cancellation)
    {
        if (input.Kind != FileKind.Config) return Other(input);
        var bundle = input.Bundle;
        for (var round = 1; ; round++)
        {
            var expanded = options.NoExpand ? ExpandedBundle.AsItStands(bundle) : await expansion.ExpandAsync(bundle, target, cancellation);
            var examination = FileCheck.Configuration(expanded, _validation, withNamedFiles: !options.NoFiles);
            if (round < Rounds && WithLocalFiles(bundle, examination.References) is { } more)
            {
                bundle = more;
                continue;
            }

            var missing = Missing(expanded.Bundle, Fine(examination));
            return new(expanded, [.. examination.Findings, .. missing])
            {
                RuleFiles = options.NoFiles ? [] : Rules(bundle, examination.References),
            };
        }
    }

    private static IReadOnlyList<string> Rules(ConfigBundle bundle, IReadOnlyList<FileReference> references) =>
        [.. references.Where(static reference => reference.Use == FileUse.Rules).SelectMany(reference => BundleGlob.Files(bundle, reference.Path)).Distinct()];

    private Examined Other(ValidationInput input)
    {
        var main = input.Bundle.MainFile;
        var document = input.Document ?? YamlDocument.Parse(main, input.Bundle.Files[main]);
        var examination = FileCheck.Other(input.Kind, document, target.Version);
        var expanded = ExpandedBundle.AsItStands(input.Bundle);
        return new(expanded, [.. examination.Findings, .. Missing(input.Bundle, examination.References)]);
    }

    /// <summary>The bundle with the local files that it names added; null when there are no more.</summary>
    private ConfigBundle? WithLocalFiles(ConfigBundle bundle, IReadOnlyList<FileReference> references)
    {
        var files = new Dictionary<string, ReadOnlyMemory<byte>>(bundle.Files, StringComparer.Ordinal);
        foreach (var reference in references)
        {
            if (reference.Use == FileUse.Credentials || (options.NoFiles && reference.Use != FileUse.ScrapeConfigs)) continue;
            if (BundleGlob.Absolute(bundle, reference.Path) is not { } pattern) continue;
            foreach (var path in LocalGlob.Files(pattern))
            {
                var isInside = path.StartsWith(bundle.Folder!.TrimEnd('/') + "/", StringComparison.Ordinal);
                var name = isInside ? Path.GetRelativePath(bundle.Folder!, path) : path;
                if (!files.ContainsKey(name) && Read(path) is { } content) files[name] = content;
            }
        }

        return files.Count > bundle.Files.Count ? bundle with { Files = files } : null;
    }

    private byte[]? Read(string path)
    {
        try
        {
            // A device or pipe has length 0 and perhaps no end: it is not opened.
            var length = new FileInfo(path).Length;
            return length == 0 ? [] : length <= options.Configuration.MaxSize ? File.ReadAllBytes(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Not readable by this user: only its existence is known.
            return null;
        }
    }

    /// <summary>References without an error of their own: that a file with an invalid name is missing is a mere consequence.</summary>
    private static IReadOnlyList<FileReference> Fine(Examination examination)
    {
        var refused = examination.Findings
            .Where(static finding => finding.Severity == Severity.Error)
            .Select(static finding => (finding.File, finding.Span)).ToHashSet();
        if (refused.Count == 0) return examination.References;
        return [.. examination.References.Where(reference => !refused.Contains((reference.File, reference.Span)))];
    }

    private IEnumerable<Diagnostic> Missing(ConfigBundle bundle, IReadOnlyList<FileReference> references)
    {
        var wanted = references.Where(reference => reference.Use switch
        {
            FileUse.ScrapeConfigs => true,
            FileUse.Credentials => !options.NoFiles && !options.NoCredentialFiles,
            _ => !options.NoFiles,
        });
        return MissingFiles.Find(bundle, wanted, Severity.Error, Exists);

        bool Exists(string path)
        {
            var pattern = BundleGlob.Absolute(bundle, path) ?? (path.StartsWith('/') ? path : null);
            return pattern is not null && LocalGlob.Files(pattern).Count > 0;
        }
    }
}
