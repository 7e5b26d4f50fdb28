using PromLauncher.Native;

namespace PromLauncher.Supervision;

/// <summary>SIGHUP, which makes a launcher fetch now.</summary>
public static class Hangup
{
    /// <summary>Sends it.</summary>
    /// <param name="process">The launcher's PID.</param>
    /// <returns>False when there is no such process, or it belongs to another user.</returns>
    public static bool Send(int process) => ProcessGroup.Signal(process, SignalNumber.Hangup);
}
