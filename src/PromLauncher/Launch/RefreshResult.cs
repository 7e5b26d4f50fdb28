namespace PromLauncher.Launch;

/// <summary>The result of one refresh.</summary>
/// <param name="IsDone">True when Prometheus runs what the source has.</param>
/// <param name="Text">The same as a message for users.</param>
public readonly record struct RefreshResult(bool IsDone, string Text);
