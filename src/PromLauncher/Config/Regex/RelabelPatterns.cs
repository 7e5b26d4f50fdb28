namespace PromLauncher.Config.Regex;

/// <summary>The patterns of all relabel rules of a file, each read once: jobs repeat them.</summary>
/// <param name="version">The release.</param>
/// <param name="time">How long they may run, with those of other files.</param>
internal sealed class RelabelPatterns(PrometheusVersion version, MatchingTime time)
{
    private readonly Dictionary<string, RelabelPattern?> _read = new(StringComparer.Ordinal);

    /// <summary>The release.</summary>
    public PrometheusVersion Version => version;

    /// <summary>A pattern; null when it can't be run.</summary>
    public RelabelPattern? Find(string text)
    {
        if (!_read.TryGetValue(text, out var pattern)) _read[text] = pattern = RelabelPattern.Read(text, version);
        return pattern;
    }

    /// <summary>Whether a value matches a pattern; null when that isn't known. A pattern that has taken too long isn't tried again.</summary>
    /// <param name="text">The pattern.</param>
    /// <param name="value">ASCII text.</param>
    /// <param name="groups">What the groups matched, the whole text first.</param>
    public bool? Matches(string text, string value, out IReadOnlyList<string> groups)
    {
        groups = [];
        if (Find(text) is not { } pattern) return null;
        var result = time.Matches(pattern, value, out groups);
        if (result is null) _read[text] = null;
        return result;
    }
}
