using PromLauncher.Telemetry;

namespace PromLauncher.Discovery;

/// <summary>
/// Tells of failures when they begin, when they become others and when they end, never in each cycle; and loudly when they last.
/// </summary>
/// <param name="log">Where they are told.</param>
/// <param name="time">The clock.</param>
internal sealed class Troubles(Log log, TimeProvider time)
{
    /// <summary>From then on each failure is an error, told again as often.</summary>
    public static readonly TimeSpan Loud = TimeSpan.FromMinutes(15);

    private readonly Dictionary<string, Trouble> _open = new(StringComparer.Ordinal);

    /// <summary>Since when a place has been failing, and how; null when it is well.</summary>
    public (DateTimeOffset Since, string Message)? Find(string place) => _open.TryGetValue(place, out var trouble) ? (trouble.Since, trouble.Message) : null;

    /// <summary>Takes how a place fared.</summary>
    /// <param name="place">The place.</param>
    /// <param name="failure">What failed, or null when it went well.</param>
    /// <param name="consequence">What that means: the last good targets stay.</param>
    public void Tell(string place, FailureException? failure, string consequence)
    {
        var now = time.GetUtcNow();
        if (failure is null)
        {
            if (_open.Remove(place, out var over)) log.Info($"{place}: well again", [("after", now - over.Since)]);
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
