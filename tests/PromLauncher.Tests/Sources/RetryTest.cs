using PromLauncher.Sources;
using PromLauncher.Telemetry;

namespace PromLauncher.Tests.Sources;

public sealed class RetryTest
{
    private static readonly FailureException Down = new(FailureKind.Unavailable, "down") { Transient = true };
    private static readonly FailureException Denied = new(FailureKind.Denied, "denied") { MaySettle = true };
    private static readonly FailureException Missing = new(FailureKind.NotFound, "missing");

    private readonly InstantTime _time = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_transient_failure_is_tried_again_until_it_ends()
    {
        var source = new Scripted(attempt => attempt < 5 ? Down : null);
        var told = new List<FailedAttempt>();
        Assert.NotNull(await Retry().FetchAsync(source, TimeSpan.FromMinutes(2), told.Add, Stop));
        Assert.Equal([1, 2, 3, 4], told.Select(attempt => attempt.Number));
        Assert.All(told, attempt => Assert.NotNull(attempt.Delay));
    }

    [Fact]
    public async Task A_final_failure_ends_it_at_once()
    {
        var source = new Scripted(_ => Missing);
        var told = new List<FailedAttempt>();
        Assert.Same(Missing, await Assert.ThrowsAsync<FailureException>(() => Retry().FetchAsync(source, TimeSpan.FromMinutes(2), told.Add, Stop)));
        Assert.Null(Assert.Single(told).Delay);
    }

    [Fact]
    public async Task The_last_failure_is_reported_when_the_time_is_up()
    {
        var source = new Scripted(_ => Down);
        Assert.Same(Down, await Assert.ThrowsAsync<FailureException>(() => Retry().FetchAsync(source, TimeSpan.FromMinutes(2), null, Stop)));
        Assert.InRange(_time.Elapsed.TotalSeconds, 100, 120);
    }

    [Fact]
    public async Task A_refusal_may_settle_within_fifteen_seconds()
    {
        var source = new Scripted(_ => _time.Elapsed < TimeSpan.FromSeconds(10) ? Denied : null);
        Assert.NotNull(await Retry().FetchAsync(source, TimeSpan.FromMinutes(2), null, Stop));
    }

    [Fact]
    public async Task A_refusal_that_lasts_is_final()
    {
        var source = new Scripted(_ => Denied);
        Assert.Same(Denied, await Assert.ThrowsAsync<FailureException>(() => Retry().FetchAsync(source, TimeSpan.FromMinutes(2), null, Stop)));
        Assert.InRange(_time.Elapsed.TotalSeconds, 15, 26);
    }

    [Fact]
    public async Task The_other_side_may_ask_for_a_longer_wait()
    {
        var asked = new FailureException(FailureKind.Unavailable, "slow down") { Transient = true, RetryAfter = TimeSpan.FromSeconds(7) };
        await Retry().FetchAsync(new Scripted(attempt => attempt == 1 ? asked : null), TimeSpan.FromMinutes(2), null, Stop);
        Assert.Equal(7, _time.Elapsed.TotalSeconds, 3);
    }

    [Fact]
    public async Task A_request_does_not_wait_for_the_next_attempt()
    {
        var asked = new SemaphoreSlim(0);
        var source = new Scripted(attempt => attempt < 3 ? new FailureException(FailureKind.Unavailable, "x") { Transient = true, RetryAfter = TimeSpan.FromHours(1) } : null);
        var retry = new Retry(TimeProvider.System, new Random(1));
        Assert.NotNull(await retry.RunAsync(token => source.FetchAsync(null, token), TimeSpan.FromHours(9), _ => asked.Release(), Stop, asked.WaitAsync).WaitAsync(TimeSpan.FromSeconds(60), Stop));
        Assert.Equal(0, asked.CurrentCount);
    }

    [Fact]
    public async Task A_stop_ends_the_wait()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var retry = new Retry(TimeProvider.System, new Random(1));
        var source = new Scripted(_ => new FailureException(FailureKind.Unavailable, "x") { Transient = true, RetryAfter = TimeSpan.FromHours(1) });
        var fetch = retry.FetchAsync(source, TimeSpan.FromHours(2), _ => stop.Cancel(), stop.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetch);
    }

    private Retry Retry() => new(_time, new Random(1));

    private sealed class Scripted(Func<int, FailureException?> script) : ISource
    {
        private int _attempts;

        public Task<Snapshot> FetchAsync(Snapshot? previous, CancellationToken cancellation) => script(++_attempts) is { } failure
            ? Task.FromException<Snapshot>(failure)
            : Task.FromResult(new Snapshot(new Dictionary<string, ReadOnlyMemory<byte>>(), "prometheus.yml", "1"));
    }

    /// <summary>A clock that jumps to the end of each short wait, so that minutes pass at once; the deadline's own timer waits.</summary>
    private sealed class InstantTime : TimeProvider
    {
        private readonly DateTimeOffset _start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        private long _ticks;

        public TimeSpan Elapsed => TimeSpan.FromTicks(Interlocked.Read(ref _ticks));

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref _ticks);

        public override DateTimeOffset GetUtcNow() => _start + Elapsed;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime < TimeSpan.FromSeconds(30) && dueTime >= TimeSpan.Zero)
            {
                Interlocked.Add(ref _ticks, dueTime.Ticks);
                return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            }

            return System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
