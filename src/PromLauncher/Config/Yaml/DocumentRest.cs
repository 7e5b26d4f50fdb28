namespace PromLauncher.Config.Yaml;

/// <summary>What follows the first document of a text.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where its first token ends.</param>
/// <param name="IsOutdented">True when no marker separates it from the document: its first line is indented less than the document.</param>
internal readonly record struct DocumentRest(int Start, int End, bool IsOutdented);
