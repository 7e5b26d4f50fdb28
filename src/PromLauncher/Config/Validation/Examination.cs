namespace PromLauncher.Config.Validation;

/// <summary>The result of checking a configuration.</summary>
/// <param name="Findings">Every finding, those of the main file first, in the order of each file; none is a mere consequence of another.</param>
/// <param name="References">The files that the configuration names; those with an unknown placeholder in their path are left out.</param>
public sealed record Examination(IReadOnlyList<Diagnostic> Findings, IReadOnlyList<FileReference> References);
