using PromLauncher.Config.Document;

namespace PromLauncher.Config;

/// <summary>
/// One finding at one position. None of its texts contains an expanded value or a literal secret: they show the placeholder.
/// </summary>
/// <param name="Kind">What kind of finding it is.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Message">What is wrong, what was found and what is allowed.</param>
/// <param name="File">The file's path within its bundle.</param>
/// <param name="Span">Where, in the source as it was before expansion.</param>
public sealed record Diagnostic(FindingKind Kind, Severity Severity, string Message, string File, TextSpan Span)
{
    /// <summary>The id of its kind, by which it is disabled or raised to an error.</summary>
    public string Id => Kind.Id;

    /// <summary>What to do about it.</summary>
    public string? Help { get; init; }

    /// <summary>Where upstream documents the rule.</summary>
    public string? Url { get; init; }
}
