namespace PromLauncher.Supervision;

/// <summary>promtool's verdict and what it printed, without any expanded value.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Output">Its scrubbed output, or why it was unavailable.</param>
public sealed record PromtoolResult(PromtoolVerdict Verdict, string Output);
