namespace PromLauncher.Config.Templates;

/// <summary>Why a template in a label or an annotation is refused, and where.</summary>
/// <param name="Offset">Where the fault begins: an index into the template (UTF-16 units).</param>
/// <param name="Length">How many UTF-16 units it spans.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Help">What to do about it, or null.</param>
public sealed record TemplateFault(int Offset, int Length, string Message, string? Help);
