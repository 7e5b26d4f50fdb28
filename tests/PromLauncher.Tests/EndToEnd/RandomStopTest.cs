using System.Collections.Concurrent;
using System.Globalization;

namespace PromLauncher.Tests.EndToEnd;

/// <summary>A stop signal at random moments of the whole start: never lost, never a hang.</summary>
[Trait("Category", "Native")]
public sealed class RandomStopTest
{
    [Theory]
    [InlineData(Mode.Parent, 200)]
    [InlineData(Mode.Exec, 200)]
    [InlineData(Mode.Init, 60)]
    public async Task A_stop_signal_is_never_lost(Mode mode, int times)
    {
        var seed = Seed.Value;
        var random = new Random(seed);
        var attempts = Enumerable.Range(0, times).Select(_ => (Signal: random.Next(2) == 0 ? 2 : 15, Delay: random.NextDouble() * 60)).ToList();
        var wrong = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(attempts, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (attempt, cancellation) =>
        {
            // A background job of a shell has SIGINT ignored: none is one here.
            using var launched = new Launched(mode, "/bin/sh", ["-c", "exec sleep 1000"]);
            if (mode == Mode.Init)
            {
                // The kernel drops what is sent to a PID 1 that has not set itself up for it: that no init can mend.
                await Launched.UntilAsync(() => TakesSignals(launched.Id), "the signals were not taken");
            }

            await PauseAsync(attempt.Delay);
            launched.Signal(attempt.Signal);
            try
            {
                var code = await launched.Process.ExitAsync();
                if (code != 128 + attempt.Signal) wrong.Add($"signal {attempt.Signal} after {attempt.Delay:0.00} ms: exit code {code}\n{launched.Process.Output}");
            }
            catch (TimeoutException e)
            {
                wrong.Add($"signal {attempt.Signal} after {attempt.Delay:0.00} ms: lost\n{e.Message}");
            }
        });
        Assert.True(wrong.IsEmpty, $"TEST_SEED={seed}\n{string.Join('\n', wrong)}");
    }

    /// <summary>True once the thread that takes the signals is there: it is made right after they are blocked.</summary>
    private static bool TakesSignals(int process)
    {
        try
        {
            return Directory.GetDirectories($"/proc/{process}/task").Any(static thread => File.ReadAllText(thread + "/comm") == "signals\n");
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Finer than a timer's millisecond.</summary>
    private static async Task PauseAsync(double milliseconds)
    {
        var start = System.Diagnostics.Stopwatch.StartNew();
        if (milliseconds > 2) await Task.Delay(TimeSpan.FromMilliseconds(milliseconds - 1.5));
        while (start.Elapsed.TotalMilliseconds < milliseconds) Thread.SpinWait(20);
    }
}
