namespace PromLauncher.Config.Placeholders;

/// <summary>Where an inserted value came from; never the value itself.</summary>
/// <param name="Use">The placeholder and its position.</param>
/// <param name="Origin">Such as <c>environment</c>, <c>ssm:/prom/token</c>, <c>default</c>.</param>
public sealed record Provenance(PlaceholderUse Use, string Origin);
