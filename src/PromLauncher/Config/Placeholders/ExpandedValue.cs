namespace PromLauncher.Config.Placeholders;

/// <summary>An inserted value, and what is shown in its place. <c>ToString</c> shows only the latter.</summary>
/// <param name="Value">The value.</param>
/// <param name="Shown">The placeholder.</param>
/// <param name="IsSecret">True when it must never be shown anywhere.</param>
public sealed record ExpandedValue(string Value, string Shown, bool IsSecret)
{
    /// <inheritdoc/>
    public override string ToString() => Shown;
}
