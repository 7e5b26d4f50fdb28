using System.ComponentModel;
using System.Diagnostics;
using PromLauncher.Native;
using PromLauncher.Telemetry;

namespace PromLauncher.Supervision;

/// <summary>
/// A running Prometheus. It inherits our streams; it leads a process group of its own, in the foreground if ours was; it starts
/// with no signal blocked and SIGPIPE at its default. Every signal of the queue is forwarded to it. The runtime reaps it, and as PID 1 orphans too.
/// </summary>
public sealed class Child : IDisposable
{
    private readonly Process _process;
    private readonly SignalQueue _signals;
    private readonly ITimer _kill;
    private readonly TimeSpan _stopTimeout;
    private readonly Log _log;
    private readonly int _terminal;
    private int _stopping;

    private Child(Process process, ChildCommand command, SignalQueue signals, TimeProvider time, Log log, int terminal)
    {
        _process = process;
        _signals = signals;
        _stopTimeout = command.StopTimeout;
        _log = log;
        _terminal = terminal;
        Id = process.Id;
        _kill = time.CreateTimer(_ => Kill(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Exited = WaitAsync();
        signals.ForwardTo(Deliver);
    }

    /// <summary>Its PID.</summary>
    public int Id { get; }

    /// <summary>Completes with its exit code, or 128+n when signal n terminated it. Never fails.</summary>
    public Task<int> Exited { get; }

    /// <summary>Starts it. Queued signals are forwarded at once.</summary>
    /// <exception cref="OperationCanceledException">A stop signal has already arrived.</exception>
    /// <exception cref="FailureException">
    /// The program does not exist or is not executable. (If execve fails later, the exit code is 126 or 127, with a log line.)
    /// </exception>
    public static Child Start(ChildCommand command, SignalQueue signals, TimeProvider time, Log log)
    {
        var path = ProgramPath.Find(command.Program, Environment.GetEnvironmentVariable("PATH"));
        signals.Stop.ThrowIfCancellationRequested();
        var start = new ProcessStartInfo(command.Launcher, Trampoline.ForChild(path, command, log.Format)) { UseShellExecute = false };
        foreach (var (name, value) in command.Variables) start.Environment[name] = value;
        var terminal = ProcessGroup.TerminalInHand();
        try
        {
            return new Child(Process.Start(start)!, command, signals, time, log, terminal);
        }
        catch (Win32Exception e)
        {
            throw new FailureException(FailureKind.CannotExecute, $"Prometheus could not be started: {e.Message}", "check the limits on processes and memory", e);
        }
    }

    /// <summary>Makes it reload its configuration (SIGHUP). Before Prometheus answers HTTP, this would terminate it.</summary>
    public void Reload() => Signal(SignalNumber.Hangup);

    /// <summary>Sends a signal; it is dropped when the process has exited.</summary>
    internal void Signal(int signal)
    {
        if (!_process.HasExited) ProcessGroup.Signal(Id, signal);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _kill.Dispose();
        _process.Dispose();
    }

    private void Deliver(int signal)
    {
        Signal(signal);
        if (SignalNumber.Stops(signal) && _stopTimeout > TimeSpan.Zero && Interlocked.Exchange(ref _stopping, 1) == 0)
            _kill.Change(_stopTimeout, Timeout.InfiniteTimeSpan);
    }

    private void Kill()
    {
        _log.Warn("Prometheus did not exit in time after the stop signal; killing it", [("stop_timeout", _stopTimeout), ("pid", Id)]);
        Signal(SignalNumber.Kill);
    }

    private async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        _kill.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _signals.StopForwarding();
        ProcessGroup.TakeTerminal(_terminal);
        return _process.ExitCode;
    }
}
