namespace PromLauncher.Native;

/// <summary>What lstat(2) returns for a path.</summary>
/// <param name="Kind">The kind of file.</param>
/// <param name="Owner">The user id of its owner.</param>
/// <param name="Mode">Its permission bits, 0 to 07777.</param>
/// <param name="Length">Its length in bytes.</param>
public readonly record struct FileStatus(FileKind Kind, uint Owner, UnixFileMode Mode, long Length);
