using System.Runtime.CompilerServices;
using PromLauncher.Native;
using PromLauncher.Telemetry;

namespace PromLauncher.Tests.Telemetry;

public sealed class ProcessMemoryTest
{
    private const string Smaps = """
        55d4d3aac000-55d4d40ad000 r--p 00000000 fe:01 917521                     /usr/local/bin/promlauncher
        Size:               6148 kB
        Rss:                6044 kB
        Anonymous:             0 kB
        Swap:                  0 kB
        VmFlags: rd mr mw me
        55d4d40ad000-55d4d4747000 r-xp 00601000 fe:01 917521                     /usr/local/bin/promlauncher
        Anonymous:             0 kB
        Swap:                  0 kB
        55d4d4747000-55d4d48af000 r--p 00c9b000 fe:01 917521                     /usr/local/bin/promlauncher
        Anonymous:           396 kB
        Swap:                  0 kB
        55d4d48af000-55d4d48e7000 rw-p 00e03000 fe:01 917521                     /usr/local/bin/promlauncher
        Anonymous:             0 kB
        Swap:                  0 kB
        55d4d48e7000-55d4d4d51000 rw-p 00000000 00:00 0 
        Anonymous:          4352 kB
        Swap:                  0 kB
        7fb20e000000-7fb20e220000 r-xp 000b2000 fe:01 400                        /usr/lib/x86_64-linux-gnu/libcrypto.so.3
        Anonymous:             0 kB
        Swap:                  0 kB
        7fb20e220000-7fb20e282000 r--p 002d2000 fe:01 400                        /usr/lib/x86_64-linux-gnu/libcrypto.so.3
        Anonymous:             0 kB
        Swap:                  0 kB
        7fb20e300000-7fb20e301000 r-xp 00000000 fe:01 401                        /usr/lib/x86_64-linux-gnu/libpatched.so
        Anonymous:             4 kB
        Swap:                  0 kB
        7fb20e400000-7fb20e401000 r-xp 00000000 fe:01 402                        /usr/lib/x86_64-linux-gnu/libswapped.so
        Anonymous:             0 kB
        Swap:                  4 kB
        7ffd1c5f0000-7ffd1c5f2000 r-xp 00000000 00:00 0                          [vdso]
        Anonymous:             0 kB
        Swap:                  0 kB
        """;

    [Fact]
    public void Only_what_holds_nothing_but_the_file_is_let_go_of() => Assert.Equal(
        [(0x55d4d3aac000L, 0x601000L), (0x55d4d40ad000L, 0x69a000L), (0x7fb20e000000L, 0x220000L)],
        MappedPages.Clean(Smaps.Split('\n'), "/usr/local/bin/promlauncher").Select(static mapping => ((long)mapping.Start, mapping.Length)));

    [Fact]
    public void This_process_continues_afterwards()
    {
        for (var i = 0; i < 3; i++) ProcessMemory.GiveBack();
        Assert.Contains("VmRSS", File.ReadAllText("/proc/self/status"));
    }

    [Fact]
    public async Task What_outlived_collections_is_given_back_too_once_it_is_dead()
    {
        var connection = Outliving();
        var time = new FirstPauseOver();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var keeping = ProcessMemory.KeepLowAsync(time, stop.Token);
        await time.SecondPause.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.False(connection.IsAlive);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => keeping);
    }

    /// <summary>Something dead of the oldest generation, at which only a full collection looks.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Outliving()
    {
        var something = new byte[100];
        while (GC.GetGeneration(something) < GC.MaxGeneration) GC.Collect();
        return new WeakReference(something);
    }

    /// <summary>A clock on which the first pause ends at once and the second never.</summary>
    private sealed class FirstPauseOver : TimeProvider
    {
        private readonly TaskCompletionSource _second = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _pauses;

        public Task SecondPause => _second.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (Interlocked.Increment(ref _pauses) == 1) return System.CreateTimer(callback, state, TimeSpan.Zero, period);
            _second.SetResult();
            return System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, period);
        }
    }
}
