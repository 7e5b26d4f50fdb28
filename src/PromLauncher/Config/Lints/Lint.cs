namespace PromLauncher.Config.Lints;

/// <summary>One kind of finding that is stricter than Prometheus. docs/validate.md lists them all; a test holds it to that.</summary>
/// <param name="Id">By which it is turned off or raised.</param>
/// <param name="Severity">What it is told as.</param>
/// <param name="Help">What to do about it.</param>
/// <param name="Url">Where upstream documents the matter.</param>
public sealed record Lint(string Id, Severity Severity, string Help, string Url);
