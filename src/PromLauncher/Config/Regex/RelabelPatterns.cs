namespace PromLauncher.Config.Regex;

/// <summary>The patterns of all relabel rules of a file, each read once: jobs repeat them.</summary>
/// <param name="version">The release.</param>
internal sealed class RelabelPatterns(PrometheusVersion version)
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

    /// <summary>A pattern has taken too long: it isn't tried again.</summary>
    public void GiveUp(string text) => _read[text] = null;
}
