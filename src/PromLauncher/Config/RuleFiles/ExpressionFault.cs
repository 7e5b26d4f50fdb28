namespace PromLauncher.Config.RuleFiles;

/// <summary>A definite error in an expression, and its place.</summary>
/// <param name="Offset">Where it begins: an index into the expression (UTF-16 units).</param>
/// <param name="Length">How many UTF-16 units it spans.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Help">What to do, or null.</param>
internal sealed record ExpressionFault(int Offset, int Length, string Message, string? Help);
