using System.Collections.Concurrent;

namespace PromLauncher.Discovery.Scan;

/// <summary>How a call of the API ended.</summary>
public enum CallOutcome
{
    /// <summary>Well.</summary>
    Ok,

    /// <summary>Refused because there were too many.</summary>
    Throttled,

    /// <summary>Refused because of who we are.</summary>
    Denied,

    /// <summary>Any other way.</summary>
    Failed,
}

/// <summary>Counts calls of the API by operation and outcome. Safe for many threads.</summary>
/// <param name="time">The clock.</param>
public sealed class ApiStatistics(TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Operation, CallOutcome Outcome), long> _calls = new();
    private long _last = long.MinValue;

    /// <summary>When a call last ended, well or badly; null when none has.</summary>
    public DateTimeOffset? LastEnd => Interlocked.Read(ref _last) is var ticks and not long.MinValue ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>The counts so far, sorted.</summary>
    public IReadOnlyList<(string Operation, CallOutcome Outcome, long Count)> Calls =>
        [.. _calls.Select(static pair => (pair.Key.Operation, pair.Key.Outcome, pair.Value)).OrderBy(static call => call.Operation, StringComparer.Ordinal).ThenBy(static call => call.Outcome)];

    /// <summary>The number of calls of an operation, by any outcome.</summary>
    public long Count(string operation) => _calls.Where(pair => pair.Key.Operation == operation).Sum(static pair => pair.Value);

    /// <summary>Counts a call that ended.</summary>
    public void Ended(string operation, CallOutcome outcome)
    {
        _calls.AddOrUpdate((operation, outcome), 1, static (_, count) => count + 1);
        Interlocked.Exchange(ref _last, time.GetUtcNow().UtcTicks);
    }
}
