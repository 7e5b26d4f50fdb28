namespace PromLauncher.Native;

/// <summary>A file system call failed.</summary>
/// <param name="call">What was tried.</param>
/// <param name="path">The path.</param>
/// <param name="error">The errno.</param>
public sealed class FileSystemException(string call, string path, int error)
    : IOException($"{call} {path}: {System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(error)}", error)
{
    /// <summary>The reason without the path: the C library's message for <see cref="Error"/>.</summary>
    public string Reason => System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(Error);

    /// <summary>The errno.</summary>
    public int Error { get; } = error;

    /// <summary>The path.</summary>
    public string Path { get; } = path;
}
