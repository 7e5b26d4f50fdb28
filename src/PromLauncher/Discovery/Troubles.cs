using PromLauncher.Telemetry;

namespace PromLauncher.Discovery;

/// <summary>
/// Logs failures when they begin, change or end, not in each cycle; and as errors when they last.
/// </summary>
/// <param name="log">The log.</param>
/// <param name="time">The clock.</param>
internal sealed class Troubles(Log log, TimeProvider time)
{
    /// <summary>After this long a failure is logged as an error, and again at this interval.</summary>
    public static readonly TimeSpan Loud = TimeSpan.FromMinutes(15);

    private readonly Dictionary<string, Trouble> _open = new(StringComparer.Ordinal);

    /// <summary>Since when a place has been failing, and why; null when it is not failing.</summary>
    public (DateTimeOffset Since, string Message)? Find(string place) => _open.TryGetValue(place, out var trouble) ? (trouble.Since, trouble.Message) : null;

    /// <summary>Records the result for a place.</summary>
    /// <param name="place">The place.</param>
    /// <param name="failure">What failed, or null when it succeeded.</param>
    /// <param name="consequence">The consequence, such as that the last good targets stay.</param>
    public void Tell(string place, FailureException? failure, string consequence)
    {
        var now = time.GetUtcNow();
        if (failure is null)
        {
            if (_open.Remove(place, out var over)) log.Info($"{place}: recovered", [("after", now - over.Since)]);
            return;
        }

        var known = _open.TryGetValue(place, out var trouble);
        if (!known) _open.Add(place, trouble = new Trouble { Since = now });
        var lasting = now - trouble!.Since >= Loud;
        var isNew = !known || trouble.Message != failure.Message;
        trouble.Message = failure.Message;
        if (!isNew && !(lasting && now - trouble.Told >= Loud)) return;
        trouble.Told = now;
        (string, object?)[] fields = [("place", place), ("err", failure.Message), .. failure.Help is null ? [] : new (string, object?)[] { ("help", failure.Help) }, ("since", trouble.Since)];
        log.Write(lasting ? LogLevel.Error : LogLevel.Warn, lasting ? $"failing for {(int)(now - trouble.Since).TotalMinutes} minutes; {consequence}" : $"failed; {consequence}", fields);
    }

    private sealed class Trouble
    {
        public required DateTimeOffset Since { get; init; }

        public DateTimeOffset Told { get; set; }

        public string Message { get; set; } = "";
    }
}
