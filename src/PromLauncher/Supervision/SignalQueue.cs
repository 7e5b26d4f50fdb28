using System.Runtime.InteropServices;
using PromLauncher.Native;

namespace PromLauncher.Supervision;

/// <summary>
/// Every signal that this process is sent, from the first line of Main on. SIGHUP asks to fetch now; all others are kept in order until a child takes
/// them; SIGTERM, SIGINT and SIGQUIT end what goes on before there is one. SIGTTIN and SIGTTOU are dropped: a parent that has given its terminal
/// away would be stopped by them.
/// </summary>
public sealed class SignalQueue : IDisposable
{
    /// <summary>How long after a stop signal the process may still run when no child has taken the signal.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(900);

    /// <summary>More than a sender who means something sends before there is a child.</summary>
    private const int Capacity = 1024;

    private readonly Lock _gate = new();
    private readonly BlockedSignals? _blocked;
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly Queue<int> _waiting = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _hangup = new(0, 1);
    private Action<int>? _deliver;
    private Timer? _overdue;
    private volatile int _stopSignal;

    /// <summary>A queue that nothing feeds but <see cref="Receive"/>.</summary>
    internal SignalQueue()
    {
    }

    private SignalQueue(BlockedSignals? blocked) => _blocked = blocked;

    /// <summary>Cancelled by the first stop signal.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>The first stop signal's number, or 0.</summary>
    public int StopSignal => _stopSignal;

    /// <summary>The exit code that a stop signal before there is a child means: 128 + its number, as of a process that the signal ended.</summary>
    public int StopCode => 128 + _stopSignal;

    /// <summary>
    /// Ends the process when a stop signal came a second ago and neither a child has taken it nor the process ended by itself, so that no blocking call
    /// keeps it; gets the signal's number, and gives the exit code. Null: never.
    /// </summary>
    public Func<int, int>? Overdue { get; set; } = static signal => 128 + signal;

    /// <summary>Starts to catch signals. To be called once, first thing in Main, before any other thread exists.</summary>
    public static SignalQueue Install()
    {
        SignalState.NoticeChildren();
        var queue = new SignalQueue(BlockedSignals.Take());
        if (queue._blocked is null) queue.Register();
        else new Thread(queue.Read, maxStackSize: 256 * 1024) { IsBackground = true, Name = "signals" }.Start();
        return queue;
    }

    /// <summary>Waits for a SIGHUP; at once when one has come since the last wait ended. Several at once count as one.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task WaitForHangupAsync(CancellationToken cancellation) => _hangup.WaitAsync(cancellation);

    /// <summary>Hands over what waits, in order, and then every signal as it comes; SIGHUP is never among them.</summary>
    /// <param name="deliver">Gets a signal's number; must not block.</param>
    public void ForwardTo(Action<int> deliver)
    {
        lock (_gate)
        {
            _overdue?.Dispose();
            while (_waiting.TryDequeue(out var signal)) deliver(signal);
            _deliver = deliver;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _overdue?.Dispose();
        _hangup.Dispose();
        _stop.Dispose();
    }

    /// <summary>The child is gone: signals wait for another one.</summary>
    public void StopForwarding()
    {
        lock (_gate) _deliver = null;
    }

    /// <summary>
    /// The last look: replaces the program, or whatever <paramref name="proceed"/> does, unless a stop signal has come. One that comes later
    /// is pending when the new program starts, and meets that.
    /// </summary>
    /// <returns>False when a stop signal has come, and nothing was done.</returns>
    internal bool ProceedUnlessStopped(Action proceed)
    {
        lock (_gate)
        {
            _blocked?.Drain(Receive);
            if (_stopSignal != 0) return false;
            proceed();
            return true;
        }
    }

    /// <summary>Takes one signal.</summary>
    internal void Receive(int signal)
    {
        lock (_gate)
        {
            switch (signal)
            {
                case SignalNumber.Hangup:
                    if (_hangup.CurrentCount == 0) _hangup.Release();
                    return;
                case SignalNumber.TerminalInput or SignalNumber.TerminalOutput:
                    return;
            }

            if (_deliver is not null) _deliver(signal);
            else if (_waiting.Count < Capacity) _waiting.Enqueue(signal);
            if (!SignalNumber.Stops(signal) || _stopSignal != 0) return;
            _stopSignal = signal;
            if (_deliver is null) _overdue = new Timer(_ => EndOverdue(), null, Grace, Timeout.InfiniteTimeSpan);
            _ = _stop.CancelAsync();
        }
    }

    private void Read()
    {
        while (true)
        {
            _blocked!.Wait();
            lock (_gate) _blocked.Drain(Receive);
        }
    }

    /// <summary>On a runtime with threads that can't be reached (dotnet run): order and the last look are not promised there.</summary>
    private void Register()
    {
        for (var signal = 1; signal <= SignalNumber.Last; signal++)
        {
            if (!SignalNumber.CanBeForwarded(signal)) continue;
            var number = signal;
            _registrations.Add(PosixSignalRegistration.Create((PosixSignal)number, context =>
            {
                context.Cancel = true;
                Receive(number);
            }));
        }
    }

    private void EndOverdue()
    {
        lock (_gate)
        {
            if (_deliver is null && Overdue is { } code) ProcessImage.End(code(_stopSignal));
        }
    }
}
