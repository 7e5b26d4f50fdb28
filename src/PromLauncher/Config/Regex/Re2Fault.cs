namespace PromLauncher.Config.Regex;

/// <summary>Why a regular expression is refused, and where.</summary>
/// <param name="Offset">Where the fault begins: an index into the pattern (UTF-16 units).</param>
/// <param name="Length">How many UTF-16 units it spans; 0 for a fault at the end.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Help">What to write instead, or null when the message is sufficient.</param>
public sealed record Re2Fault(int Offset, int Length, string Message, string? Help);
