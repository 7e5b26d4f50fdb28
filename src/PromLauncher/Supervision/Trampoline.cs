using PromLauncher.Native;
using PromLauncher.Telemetry;

namespace PromLauncher.Supervision;

/// <summary>
/// The step between the launcher and a child: this binary started again with a hidden argument. A process started by the runtime inherits an
/// ignored SIGPIPE and our blocked signals, and the runtime can't create a process group; this process sets that right and then calls execve: same PID.
/// A signal sent in the meantime stays blocked, and so pending, until then.
/// </summary>
public static class Trampoline
{
    private const string Word = "@exec";
    private const string OwnGroup = "group";
    private const string FirstToDie = "first-to-die";
    private const string JsonErrors = "json";

    /// <summary>This binary, even when its file has been replaced or removed (proc_pid_exe(5)).</summary>
    internal const string Self = "/proc/self/exe";

    /// <summary>True when the arguments are for <see cref="Run"/>; they are internal.</summary>
    public static bool IsAsked(string[] args) => args is [Word, _, _, ..];

    /// <summary>The arguments that start a child in a process group of its own, in the foreground if ours is.</summary>
    internal static IEnumerable<string> ForChild(string path, ChildCommand command, LogFormat format) =>
        [Word, format == LogFormat.Json ? $"{OwnGroup},{JsonErrors}" : OwnGroup, path, command.Program, .. command.Arguments];

    /// <summary>The arguments that run a program which the OOM killer picks before all others (proc_pid_oom_score_adj(5)).</summary>
    internal static IEnumerable<string> ForTool(string path, IEnumerable<string> arguments) => [Word, FirstToDie, path, path, .. arguments];

    /// <summary>Becomes the program that the arguments name.</summary>
    /// <returns>The exit code when that fails: 126 or 127, as in a shell (POSIX, XCU 2.8.2).</returns>
    public static int Run(string[] args)
    {
        var options = args[1].Split(',');
        if (options.Contains(OwnGroup))
        {
            var terminal = ProcessGroup.TerminalInHand();
            ProcessGroup.Lead();
            ProcessGroup.TakeTerminal(terminal);
        }

        if (options.Contains(FirstToDie)) GoFirst();
        var failure = Replacement.Failed(args[2], ProcessImage.Replace(args[2], args[3..], new Dictionary<string, string>()));
        var log = new Log(options.Contains(JsonErrors) ? LogFormat.Json : LogFormat.Logfmt, LogLevel.Info, TimeProvider.System);
        log.Error(failure.Message, failure.Help is null ? [] : [("help", failure.Help)]);
        return failure.Kind == FailureKind.ProgramNotFound ? 127 : 126;
    }

    private static void GoFirst()
    {
        try
        {
            File.WriteAllText("/proc/self/oom_score_adj", "1000");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // No /proc, or a read-only one: the program runs anyway.
        }
    }
}
