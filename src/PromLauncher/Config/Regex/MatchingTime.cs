namespace PromLauncher.Config.Regex;

/// <summary>
/// How long the patterns of relabel rules may run in all. .NET's engine backtracks where RE2 does not, so that a match may take exponential time, and
/// a configuration may have any number of them. Once the time is used up what they match is unknown.
/// </summary>
/// <param name="clock">Measures it; null: only each single match is bounded.</param>
internal sealed class MatchingTime(TimeProvider? clock)
{
    /// <summary>The time for one match.</summary>
    public static readonly TimeSpan OfOne = TimeSpan.FromMilliseconds(100);

    /// <summary>The time for all of them. A usual match takes about a microsecond.</summary>
    public static readonly TimeSpan OfAll = TimeSpan.FromSeconds(2);

    private TimeSpan _used;

    /// <summary>Whether a text matches a pattern; null when that takes too long, or others have taken too long before.</summary>
    public bool? Matches(RelabelPattern pattern, string text, out IReadOnlyList<string> groups)
    {
        if (clock is null || !pattern.Backtracks) return pattern.Matches(text, out groups);
        groups = [];
        if (_used >= OfAll) return null;
        var start = clock.GetTimestamp();
        var result = pattern.Matches(text, out groups);
        _used += clock.GetElapsedTime(start);
        return result;
    }
}
