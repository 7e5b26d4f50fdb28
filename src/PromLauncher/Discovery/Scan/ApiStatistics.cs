using System.Collections.Concurrent;

namespace PromLauncher.Discovery.Scan;

/// <summary>The outcome of an API call.</summary>
public enum CallOutcome
{
    /// <summary>It succeeded.</summary>
    Ok,

    /// <summary>Throttled.</summary>
    Throttled,

    /// <summary>Access was denied.</summary>
    Denied,

    /// <summary>It failed for any other reason.</summary>
    Failed,
}

/// <summary>Counts API calls by operation and outcome. Thread-safe.</summary>
/// <param name="time">The clock.</param>
public sealed class ApiStatistics(TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Operation, CallOutcome Outcome), long> _calls = new();
    private long _last = long.MinValue;

    /// <summary>When a call last ended, successfully or not; null when none has.</summary>
    public DateTimeOffset? LastEnd => Interlocked.Read(ref _last) is var ticks and not long.MinValue ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>The counts so far, sorted.</summary>
    public IReadOnlyList<(string Operation, CallOutcome Outcome, long Count)> Calls =>
        [.. _calls.Select(static pair => (pair.Key.Operation, pair.Key.Outcome, pair.Value)).OrderBy(static call => call.Operation, StringComparer.Ordinal).ThenBy(static call => call.Outcome)];

    /// <summary>The number of calls of an operation, with any outcome.</summary>
    public long Count(string operation) => _calls.Where(pair => pair.Key.Operation == operation).Sum(static pair => pair.Value);

    /// <summary>Counts a call that ended.</summary>
    public void Ended(string operation, CallOutcome outcome)
    {
        _calls.AddOrUpdate((operation, outcome), 1, static (_, count) => count + 1);
        Interlocked.Exchange(ref _last, time.GetUtcNow().UtcTicks);
    }
}
