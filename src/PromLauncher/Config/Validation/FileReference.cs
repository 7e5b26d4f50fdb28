using PromLauncher.Config.Document;

namespace PromLauncher.Config.Validation;

/// <summary>What Prometheus does with a file that a configuration names.</summary>
public enum FileUse
{
    /// <summary>Reads rules: <c>rule_files</c>.</summary>
    Rules,

    /// <summary>Reads more jobs: <c>scrape_config_files</c>.</summary>
    ScrapeConfigs,

    /// <summary>Rereads targets whenever they change: <c>file_sd_configs</c>. The file may come later; Prometheus starts without it.</summary>
    Targets,

    /// <summary>Reads a password, a token, a certificate or a key when it needs it.</summary>
    Credentials,
}

/// <summary>A file that a configuration names.</summary>
/// <param name="Use">What it is for.</param>
/// <param name="Field">The field that names it.</param>
/// <param name="Path">Its path, or a pattern of paths; relative ones start from the main file's folder. May hold an expanded value: print <paramref name="Shown"/>.</param>
/// <param name="Shown">The path as a finding may show it, quoted.</param>
/// <param name="File">The file of the bundle that names it.</param>
/// <param name="Span">Where.</param>
public sealed record FileReference(FileUse Use, string Field, string Path, string Shown, string File, TextSpan Span)
{
    /// <summary>True when it is a pattern that may match several files, or none.</summary>
    public bool IsPattern => Use != FileUse.Credentials && Path.AsSpan().ContainsAny('*', '?', '[');

    /// <summary>Of a list of targets: true when the job or Alertmanager that names it has no <c>relabel_configs</c>, which could make other addresses of them.</summary>
    public bool AddressesAreFinal { get; init; }

    /// <summary>Of a list of targets: true when they are Alertmanagers.</summary>
    public bool IsOfAlertmanager { get; init; }

    /// <summary>True when it does not depend on where the main file is.</summary>
    public bool IsAbsolute => Path.StartsWith('/');
}

/// <summary>The result of checking a configuration.</summary>
/// <param name="Findings">Every finding, those of the main file first, in the order of each file; none is a mere consequence of another.</param>
/// <param name="References">The files that the configuration names; those with an unknown placeholder in their path are left out.</param>
public sealed record Examination(IReadOnlyList<Diagnostic> Findings, IReadOnlyList<FileReference> References);
