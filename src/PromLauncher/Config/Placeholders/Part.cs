using PromLauncher.Config.Document;

namespace PromLauncher.Config.Placeholders;

/// <summary>A part of a text, with its offset in it.</summary>
internal sealed record Part(PartKind Kind, int Start, string Text)
{
    public PlaceholderReference? Reference { get; init; }

    public string? Default { get; init; }

    public string? Message { get; init; }

    /// <summary>What is wrong with it, or null.</summary>
    public Slip? Fault { get; init; }

    /// <summary>True when <see cref="Fault"/> is an error; otherwise a warning.</summary>
    public bool IsError { get; init; }
}
