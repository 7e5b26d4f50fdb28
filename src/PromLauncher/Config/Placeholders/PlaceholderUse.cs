using PromLauncher.Config.Document;

namespace PromLauncher.Config.Placeholders;

/// <summary>One occurrence of a placeholder.</summary>
/// <param name="Reference">What it refers to.</param>
/// <param name="File">The file within the bundle.</param>
/// <param name="Span">Its place.</param>
public sealed record PlaceholderUse(PlaceholderReference Reference, string File, TextSpan Span)
{
    /// <summary>What follows <c>:-</c>, or null: used when the value is unset or empty.</summary>
    public string? Default { get; init; }

    /// <summary>What follows <c>:?</c>, or null: the error when the value is unset or empty.</summary>
    public string? Message { get; init; }

    /// <summary>True when it is in a field that Prometheus keeps secret.</summary>
    public bool IsInSecretField { get; init; }
}
