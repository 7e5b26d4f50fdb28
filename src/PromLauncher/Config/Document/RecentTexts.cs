namespace PromLauncher.Config.Document;

/// <summary>
/// The texts of a configuration come again and again (<c>job_name</c>, <c>30s</c>): one string for each. It forgets what it has no room for,
/// so that a file of a million different texts costs nothing more.
/// </summary>
internal sealed class RecentTexts
{
    private const int Places = 1024;
    private const int Longest = 40;
    private readonly string?[] _texts = new string?[Places];

    /// <summary>The same text, as the string that was met first.</summary>
    public string Share(string text)
    {
        if (text.Length is 0 or > Longest) return text;
        var place = (int)((uint)string.GetHashCode(text.AsSpan()) % Places);
        if (_texts[place] is { } known && known == text) return known;
        return _texts[place] = text;
    }
}
