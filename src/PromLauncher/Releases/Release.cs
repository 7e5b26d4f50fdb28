namespace PromLauncher.Releases;

/// <summary>A complete configuration on disk.</summary>
/// <param name="Hash">The first 16 hexadecimal digits of a SHA-256 over its paths and contents; the name of its folder, shown in logs and metrics.</param>
/// <param name="Folder">Where its files are.</param>
/// <param name="Published">When it was published, or marked as good.</param>
public sealed record Release(string Hash, string Folder, DateTimeOffset Published);
