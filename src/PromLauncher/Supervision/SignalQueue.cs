using System.Runtime.InteropServices;
using PromLauncher.Native;

namespace PromLauncher.Supervision;

/// <summary>
/// Every signal sent to this process, from the first line of Main on. SIGHUP requests a fetch; all others are queued in order until a child takes
/// them; SIGTERM, SIGINT and SIGQUIT also cancel what runs before there is a child. SIGTTIN and SIGTTOU are dropped: they would stop a parent that
/// has given its terminal away.
/// </summary>
public sealed class SignalQueue : IDisposable
{
    /// <summary>How long the process may still run after a stop signal that no child has taken.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(900);

    /// <summary>Bounds the queue before there is a child, well above any legitimate use.</summary>
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

    /// <summary>A queue that is fed by <see cref="Receive"/> alone.</summary>
    internal SignalQueue()
    {
    }

    private SignalQueue(BlockedSignals? blocked) => _blocked = blocked;

    /// <summary>Cancelled by the first stop signal.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>The first stop signal's number, or 0.</summary>
    public int StopSignal => _stopSignal;

    /// <summary>The exit code for a stop signal before there is a child: 128 + its number, as for a process terminated by it.</summary>
    public int StopCode => 128 + _stopSignal;

    /// <summary>
    /// Terminates the process when, a second after a stop signal, no child has taken it and the process has not exited, so that no blocking call
    /// delays the stop; maps the signal's number to the exit code. Null means never.
    /// </summary>
    public Func<int, int>? Overdue { get; set; } = static signal => 128 + signal;

    /// <summary>Starts to receive signals. Call it once, first thing in Main, before any other thread exists.</summary>
    public static SignalQueue Install()
    {
        SignalState.NoticeChildren();
        var queue = new SignalQueue(BlockedSignals.Take());
        if (queue._blocked is null) queue.Register();
        else new Thread(queue.Read, maxStackSize: 256 * 1024) { IsBackground = true, Name = "signals" }.Start();
        return queue;
    }

    /// <summary>Waits for a SIGHUP; returns at once when one has arrived since the last wait. Several count as one.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task WaitForHangupAsync(CancellationToken cancellation) => _hangup.WaitAsync(cancellation);

    /// <summary>Delivers the queued signals in order, then every signal as it arrives; never SIGHUP.</summary>
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

    /// <summary>The child has exited: signals are queued for the next one.</summary>
    public void StopForwarding()
    {
        lock (_gate) _deliver = null;
    }

    /// <summary>
    /// The last check: calls <paramref name="proceed"/>, which replaces the program, unless a stop signal has arrived. One that arrives later
    /// is pending when the new program starts, and is delivered to it.
    /// </summary>
    /// <returns>False when a stop signal has arrived, and nothing was done.</returns>
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

    /// <summary>Processes one signal.</summary>
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

    /// <summary>Fallback where other threads exist already (dotnet run): order and the last check are not guaranteed there.</summary>
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
