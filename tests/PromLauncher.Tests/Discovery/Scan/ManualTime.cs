namespace PromLauncher.Tests.Discovery.Scan;

/// <summary>A clock that goes when a test says so. Its timers never fire: what waits, waits for a token.</summary>
internal sealed class ManualTime : TimeProvider
{
    private long _ticks = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).UtcTicks;
    private long _jump;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

    /// <summary>Sets the time of day; durations go on.</summary>
    public void Set(DateTimeOffset now) => Interlocked.Exchange(ref _jump, now.UtcTicks - Interlocked.Read(ref _ticks));

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks) + Interlocked.Read(ref _jump), TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Never();

    private sealed class Never : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

/// <summary>Randomness that makes every pause empty.</summary>
internal sealed class NoJitter : Random
{
    public override double NextDouble() => 0;
}
