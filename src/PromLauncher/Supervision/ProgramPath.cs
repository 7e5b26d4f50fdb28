using PromLauncher.Native;
using PromLauncher.Telemetry;

namespace PromLauncher.Supervision;

/// <summary>Finds a program as execvp(3) does.</summary>
public static class ProgramPath
{
    /// <summary>Where execvp looks when PATH is not set (confstr(3), _CS_PATH).</summary>
    private const string Fallback = "/bin:/usr/bin";

    private const string Help = "name the program with --prometheus (PROMLAUNCHER_PROMETHEUS)";

    /// <summary>The file that a name refers to.</summary>
    /// <param name="program">A path when it contains a slash, else a name to look up.</param>
    /// <param name="search">The value of PATH, or null when it is not set.</param>
    /// <exception cref="FailureException">It is not found, or this user can't execute it.</exception>
    public static string Find(string program, string? search)
    {
        if (program.Length == 0) throw new FailureException(FailureKind.ProgramNotFound, "the name of the program to start is empty", Help);
        if (program.Contains('/', StringComparison.Ordinal))
        {
            if (IsProgram(program)) return program;
            throw Path.Exists(program) ? CannotExecute(program) : new FailureException(FailureKind.ProgramNotFound, $"{program} does not exist", Help);
        }

        string? refused = null;
        foreach (var folder in (search ?? Fallback).Split(':'))
        {
            // An empty entry is the working directory (execvp(3)).
            var path = folder.Length == 0 ? "./" + program : folder.TrimEnd('/') + "/" + program;
            if (IsProgram(path)) return path;
            if (refused is null && File.Exists(path)) refused = path;
        }

        throw refused is not null
            ? CannotExecute(refused)
            : new FailureException(FailureKind.ProgramNotFound, $"{program} is not found in PATH ({search ?? Fallback})", Help);
    }

    private static bool IsProgram(string path) => File.Exists(path) && ProcessImage.CanExecute(path);

    private static FailureException CannotExecute(string path) => Directory.Exists(path)
        ? new FailureException(FailureKind.CannotExecute, $"{path} is a folder", Help)
        : new FailureException(FailureKind.CannotExecute,
            $"{path} can't be executed by user {FileSystem.User}: no execute permission on it, or its file system is mounted noexec",
            $"chmod +x {path}");
}
