using PromLauncher.Config;

namespace PromLauncher.Launch;

/// <summary>The findings in a configuration, and whether they prevent Prometheus from running it.</summary>
internal sealed record CheckResult(IReadOnlyList<Diagnostic> Findings, bool IsBlocked);
