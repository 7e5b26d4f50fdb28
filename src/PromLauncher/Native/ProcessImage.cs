using System.Runtime.InteropServices;
using System.Text;
using PromLauncher.Native.Trust;

namespace PromLauncher.Native;

/// <summary>The program that a process runs, and its replacement.</summary>
internal static partial class ProcessImage
{
    /// <summary>ENOENT: the file, or its interpreter, does not exist.</summary>
    public const int NotFound = 2;

    /// <summary>ENOEXEC: not an executable format that the kernel knows.</summary>
    public const int FormatUnknown = 8;

    /// <summary>EACCES.</summary>
    public const int Denied = 13;

    private const int ExecutePermission = 1;
    private const int WritePermission = 2;
    private const int CurrentFolder = -100;
    private const int EffectiveIds = 0x200;

    /// <summary>
    /// Replaces this process's program: same PID, a clean signal state, the environment with the given variables added.
    /// </summary>
    /// <param name="path">The file; PATH is not searched.</param>
    /// <param name="arguments">All of argv, the program's name first.</param>
    /// <param name="variables">Variables to set in its environment.</param>
    /// <returns>The errno of <c>execve</c>; there is no return when it succeeds.</returns>
    public static unsafe int Replace(string path, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> variables)
    {
        var file = Marshal.StringToCoTaskMemUTF8(path);
        var argv = Vector(arguments.Count, index => Marshal.StringToCoTaskMemUTF8(arguments[index]));
        var envp = Environment(variables);
        SignalState.Clean();
        _ = Execute((byte*)file, argv, envp);
        var errno = Marshal.GetLastPInvokeError();
        SignalState.IgnorePipe();
        return errno;
    }

    /// <summary>True when this user may execute the file (EISDIR and the like are left to <see cref="Replace"/>).</summary>
    public static bool CanExecute(string path) => Access(CurrentFolder, path, ExecutePermission, EffectiveIds) == 0;

    /// <summary>True when this user may write the file, or make files in the folder.</summary>
    public static bool CanWrite(string path) => Access(CurrentFolder, path, WritePermission, EffectiveIds) == 0;

    /// <summary>The message for an errno.</summary>
    public static string Describe(int errno) => Marshal.GetPInvokeErrorMessage(errno);

    /// <summary>Terminates the process at once, running no handlers or finalizers (_exit(2)).</summary>
    [LibraryImport("libc", EntryPoint = "_exit")]
    public static partial void End(int code);

    /// <summary>The environment as this process received it, byte for byte, with some variables set.</summary>
    private static unsafe nint* Environment(IReadOnlyDictionary<string, string> variables)
    {
        var entries = new List<nint>();
        var given = *(nint**)NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), "environ");
        for (var entry = given; entry is not null && *entry != 0; entry++)
        {
            var text = MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)*entry);
            var equals = text.IndexOf((byte)'=');
            if (equals < 0)
            {
                entries.Add(*entry);
                continue;
            }

            var name = Encoding.UTF8.GetString(text[..equals]);
            if (variables.ContainsKey(name)) continue;

            // Variables whose value was changed for the C code of this process.
            if (name is not (TrustedRoots.FileVariable or TrustedRoots.FolderVariable)) entries.Add(*entry);
            else if (System.Environment.GetEnvironmentVariable(name) is { } own) entries.Add(Marshal.StringToCoTaskMemUTF8($"{name}={own}"));
        }

        foreach (var (name, value) in variables) entries.Add(Marshal.StringToCoTaskMemUTF8($"{name}={value}"));
        return Vector(entries.Count, index => entries[index]);
    }

    private static unsafe nint* Vector(int count, Func<int, nint> item)
    {
        var vector = (nint*)NativeMemory.AllocZeroed((nuint)count + 1, (nuint)sizeof(nint));
        for (var index = 0; index < count; index++) vector[index] = item(index);
        return vector;
    }

    [LibraryImport("libc", EntryPoint = "execve", SetLastError = true)]
    private static unsafe partial int Execute(byte* path, nint* arguments, nint* environment);

    [LibraryImport("libc", EntryPoint = "faccessat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(int folder, string path, int mode, int flags);
}
