using PromLauncher.Launch;
using PromLauncher.Telemetry;

namespace PromLauncher.Cli;

/// <summary>
/// All exit codes of the program. The numbers follow sysexits.h (BSD) and, for a program that can't be started,
/// the shell's 126 and 127 (POSIX, XCU 2.8.2). Once its child has started, <c>run</c> exits with the child's own code, or 128+n when signal n killed it.
/// </summary>
internal static class ExitCodes
{
    /// <summary>Done; <c>validate</c>: valid; <c>health</c>: alive.</summary>
    public const int Success = 0;

    /// <summary><c>validate</c>: at least one finding at or above <c>--fail-on</c>; <c>health</c>: not alive; <c>reload</c>: refused.</summary>
    public const int Negative = 1;

    /// <summary>The command line or an environment variable is invalid (EX_USAGE).</summary>
    public const int Usage = 64;

    /// <summary>The configuration is invalid (EX_DATAERR).</summary>
    public const int Invalid = 65;

    /// <summary>The configuration could not be found (EX_NOINPUT).</summary>
    public const int NotFound = 66;

    /// <summary>The source or AWS is unavailable; no launcher is running (EX_UNAVAILABLE).</summary>
    public const int Unavailable = 69;

    /// <summary>A defect of promlauncher itself (EX_SOFTWARE).</summary>
    public const int Defect = 70;

    /// <summary>The state dir or the target file can't be written (EX_CANTCREAT).</summary>
    public const int CannotWrite = 73;

    /// <summary>No permission or no credentials (EX_NOPERM).</summary>
    public const int Denied = 77;

    /// <summary>Prometheus can't be executed.</summary>
    public const int CannotExecute = 126;

    /// <summary>Prometheus was not found.</summary>
    public const int ProgramNotFound = 127;

    /// <summary>The section on exit codes in each command's help.</summary>
    public const string Help = """
        Exit codes:
          0    done; validate: valid; health: alive; run: Prometheus exited with code 0
          1    validate: findings; health: not alive; reload: refused
          64   usage
          65   the configuration is invalid
          66   the configuration was not found
          69   the source or AWS is unavailable; no launcher is running
          70   a bug in promlauncher
          73   the state dir or the file can't be written
          77   no permission or no credentials
          126  Prometheus can't be executed
          127  Prometheus was not found
          else run: the code of Prometheus itself, 128+n when signal n ended it
        """;

    /// <summary>The exit code of a command that fetches.</summary>
    public static int Of(Outcome outcome) => outcome.Failure is { } failure ? Of(failure) : outcome.Code;

    /// <summary>The exit code of a failure.</summary>
    public static int Of(FailureKind kind) => kind switch
    {
        FailureKind.Usage => Usage,
        FailureKind.Invalid => Invalid,
        FailureKind.NotFound => NotFound,
        FailureKind.Unavailable => Unavailable,
        FailureKind.CannotWrite => CannotWrite,
        FailureKind.Denied => Denied,
        FailureKind.CannotExecute => CannotExecute,
        FailureKind.ProgramNotFound => ProgramNotFound,
        _ => Defect,
    };
}
