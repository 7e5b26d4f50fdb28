namespace PromLauncher.Native;

/// <summary>Linux signal numbers, the same on x86-64 and arm64 (signal(7)).</summary>
internal static class SignalNumber
{
    /// <summary>SIGHUP.</summary>
    public const int Hangup = 1;

    /// <summary>SIGINT.</summary>
    public const int Interrupt = 2;

    /// <summary>SIGQUIT.</summary>
    public const int Quit = 3;

    /// <summary>SIGKILL.</summary>
    public const int Kill = 9;

    /// <summary>SIGPIPE.</summary>
    public const int Pipe = 13;

    /// <summary>SIGTERM.</summary>
    public const int Terminate = 15;

    /// <summary>SIGCHLD.</summary>
    public const int Child = 17;

    /// <summary>SIGTTIN.</summary>
    public const int TerminalInput = 21;

    /// <summary>SIGTTOU.</summary>
    public const int TerminalOutput = 22;

    /// <summary>The highest one (SIGRTMAX).</summary>
    public const int Last = 64;

    /// <summary>
    /// True for the signals that other processes send. Excluded are SIGKILL and SIGSTOP, which can't be caught; those that report
    /// a fault of the program itself (SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGSYS); SIGCHLD, which the runtime needs for reaping;
    /// 32 and 33, used by libc's threads (nptl(7)); 34, with which the runtime suspends its threads.
    /// </summary>
    public static bool CanBeForwarded(int signal) =>
        signal is >= 1 and <= Last and not (4 or 5 or 6 or 7 or 8 or 9 or 11 or 17 or 19 or 31 or 32 or 33 or 34);

    /// <summary>True for the signals that ask a program to exit: SIGTERM, SIGINT, SIGQUIT.</summary>
    public static bool Stops(int signal) => signal is Terminate or Interrupt or Quit;
}
