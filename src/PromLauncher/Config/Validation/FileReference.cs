using PromLauncher.Config.Document;

namespace PromLauncher.Config.Validation;

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
