namespace PromLauncher.Config.Placeholders;

/// <summary>A placeholder without a value.</summary>
/// <param name="Use">The placeholder.</param>
/// <param name="Kind">Why resolving it failed; null when it was not resolved, is unset, or is empty where a value is required.</param>
public sealed record ExpansionFailure(PlaceholderUse Use, PlaceholderFailureKind? Kind);
