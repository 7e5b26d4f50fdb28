namespace PromLauncher.Telemetry;

/// <summary>A piece of text on the page.</summary>
/// <param name="Text">The text, not yet encoded for HTML.</param>
/// <param name="Tone">How it looks.</param>
public readonly record struct PageText(string Text, Tone Tone = Tone.None)
{
    /// <summary>True for machine-readable values (a hash, a location, an address), set in monospace.</summary>
    public bool IsCode { get; init; }

    /// <summary>Additional text in small print, or null.</summary>
    public string? Detail { get; init; }

    /// <summary>A plain text.</summary>
    public static implicit operator PageText(string text) => new(text);

    /// <summary>The same, for languages without implicit conversions.</summary>
    public static PageText ToPageText(string text) => text;

    /// <summary>A machine-readable value.</summary>
    public static PageText Code(string text) => new(text) { IsCode = true };
}
