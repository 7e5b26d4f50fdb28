namespace PromLauncher.Discovery.Files;

/// <summary>One group of a target file.</summary>
internal readonly record struct FileGroup(IReadOnlyList<string> Targets, KeyValuePair<string, string>[] Labels);
