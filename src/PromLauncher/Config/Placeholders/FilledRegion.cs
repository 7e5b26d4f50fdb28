using PromLauncher.Config.Document;

namespace PromLauncher.Config.Placeholders;

/// <summary>A region that was filled in to a <c>sigv4</c> block.</summary>
/// <param name="File">The file.</param>
/// <param name="Span">The block.</param>
/// <param name="Region">The region.</param>
public sealed record FilledRegion(string File, TextSpan Span, string Region);
