using System.Runtime.InteropServices;

namespace PromLauncher.TestChild;

/// <summary>Prints <c>ready PID</c>, then each signal that comes as <c>signal N</c>, until the runtime is told to end it.</summary>
internal static class SignalPrinter
{
    private const int Terminate = 15;

    /// <summary>Catches all that can be caught.</summary>
    /// <param name="ends">The how manyth SIGTERM ends it, with exit code 0.</param>
    public static int Run(int ends)
    {
        using var over = new ManualResetEventSlim();
        var gate = new Lock();
        var left = ends;
        var registrations = new List<PosixSignalRegistration>();
        for (var signal = 1; signal <= 64; signal++)
        {
            // SIGKILL and SIGSTOP can't be caught; faults, SIGCHLD, libc's and the runtime's own are not for us.
            if (signal is 4 or 5 or 6 or 7 or 8 or 9 or 11 or 17 or 19 or 31 or 32 or 33 or 34) continue;
            var number = signal;
            registrations.Add(PosixSignalRegistration.Create((PosixSignal)number, context =>
            {
                context.Cancel = true;
                lock (gate)
                {
                    Console.WriteLine($"signal {number}");
                    if (number == Terminate && --left == 0) over.Set();
                }
            }));
        }

        Console.WriteLine($"ready {Environment.ProcessId}");
        over.Wait();
        foreach (var registration in registrations) registration.Dispose();
        return 0;
    }
}
