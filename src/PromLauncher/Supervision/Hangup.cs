using PromLauncher.Native;

namespace PromLauncher.Supervision;

/// <summary>SIGHUP to a launcher means: fetch now.</summary>
public static class Hangup
{
    /// <summary>Sends it.</summary>
    /// <param name="process">The launcher's PID.</param>
    /// <returns>False when there is no such process any more, or it is another user's.</returns>
    public static bool Send(int process) => ProcessGroup.Signal(process, SignalNumber.Hangup);
}
