using System.Collections.Concurrent;
using System.Diagnostics;

namespace PromLauncher.Tests.Supervision;

/// <summary>A process of a test: its lines can be waited for, and it never outlives the test.</summary>
internal sealed class RunningProcess : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly BlockingCollection<string> _lines = [];
    private readonly ConcurrentQueue<string> _all = new();
    private volatile bool _isDisposed;

    public RunningProcess(string path, IEnumerable<string> arguments, params (string Name, string? Value)[] variables)
    {
        var start = new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in variables) start.Environment[name] = value;
        Process = Process.Start(start)!;
        Process.OutputDataReceived += Take;
        Process.ErrorDataReceived += Take;
        Process.BeginOutputReadLine();
        Process.BeginErrorReadLine();
    }

    public Process Process { get; }

    public int Id => Process.Id;

    /// <summary>All that it has printed so far.</summary>
    public string Output => string.Join('\n', _all);

    /// <summary>The next line, of those not yet asked for, for which the condition holds.</summary>
    public string WaitFor(Func<string, bool> condition)
    {
        using var late = new CancellationTokenSource(Deadline);
        try
        {
            while (true)
            {
                var line = _lines.Take(late.Token);
                if (condition(line)) return line;
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"the line did not come; there were:\n{Output}");
        }
    }

    public string WaitFor(string start) => WaitFor(line => line.StartsWith(start, StringComparison.Ordinal));

    public void Signal(int signal) => Assert.True(Native.ProcessGroup.Signal(Id, signal));

    /// <summary>Waits for its end.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> ExitAsync()
    {
        using var late = new CancellationTokenSource(Deadline);
        try
        {
            await Process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"it did not end; it printed:\n{Output}");
        }

        return Process.ExitCode;
    }

    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        if (!Process.HasExited) Process.Kill(entireProcessTree: true);
        // Bounded: a grandchild that lives on holds its output open, and the test is to fail, not to hang.
        Process.WaitForExit(Deadline);
        Process.Dispose();
        _lines.Dispose();
    }

    private void Take(object sender, DataReceivedEventArgs e)
    {
        if (e.Data is null || _isDisposed) return;
        _all.Enqueue(e.Data);
        _lines.Add(e.Data);
    }
}
