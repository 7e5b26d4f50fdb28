using System.Runtime.InteropServices;

namespace PromLauncher.Native;

/// <summary>Processes, their groups, and the terminal that one group has at a time (credentials(7), tcsetpgrp(3)).</summary>
internal static partial class ProcessGroup
{
    /// <summary>Sends a signal to one process.</summary>
    /// <returns>False when the process no longer exists.</returns>
    public static bool Signal(int process, int signal) => Kill(process, signal) == 0;

    /// <summary>Makes this process the leader of a group of its own.</summary>
    public static void Lead() => _ = SetGroup(0, 0);

    /// <summary>
    /// The standard stream that is the terminal of which this process's group is the foreground group, or -1. A group of another PID namespace shows as 0,
    /// on both sides.
    /// </summary>
    public static int TerminalInHand()
    {
        for (var descriptor = 0; descriptor <= 2; descriptor++)
        {
            if (GetTerminalGroup(descriptor) is >= 0 and var group && group == GetGroup()) return descriptor;
        }

        return -1;
    }

    /// <summary>Makes this process's group, still in the background, the foreground group of a terminal.</summary>
    /// <param name="descriptor">The result of <see cref="TerminalInHand"/>.</param>
    public static void TakeTerminal(int descriptor)
    {
        if (descriptor < 0 || GetGroup() is not (> 0 and var group)) return;
        // A background group gets SIGTTOU here, which stops it unless blocked or ignored (tcsetpgrp(3)).
        using var blocked = SignalState.Without(SignalNumber.TerminalOutput);
        _ = SetTerminalGroup(descriptor, group);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "getpgrp")]
    private static partial int GetGroup();

    [LibraryImport("libc", EntryPoint = "setpgid")]
    private static partial int SetGroup(int process, int group);

    [LibraryImport("libc", EntryPoint = "tcgetpgrp")]
    private static partial int GetTerminalGroup(int descriptor);

    [LibraryImport("libc", EntryPoint = "tcsetpgrp")]
    private static partial int SetTerminalGroup(int descriptor, int group);
}
