namespace PromLauncher.Releases;

/// <summary>One whole configuration on disk.</summary>
/// <param name="Hash">The first 16 hexadecimal digits of a SHA-256 over its paths and contents; names its folder, logs and metrics show it.</param>
/// <param name="Folder">Where its files are.</param>
/// <param name="Published">When it was published, or marked as good.</param>
public sealed record Release(string Hash, string Folder, DateTimeOffset Published);
