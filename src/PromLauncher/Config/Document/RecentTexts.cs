namespace PromLauncher.Config.Document;

/// <summary>
/// Interns the strings that a configuration repeats (<c>job_name</c>, <c>30s</c>). Entries are overwritten when there is no room,
/// so that a file of a million different strings takes no more memory.
/// </summary>
internal sealed class RecentTexts
{
    private const int Places = 1024;
    private const int Longest = 40;
    private readonly string?[] _texts = new string?[Places];

    /// <summary>An equal string: the instance that was seen first.</summary>
    public string Share(string text)
    {
        if (text.Length is 0 or > Longest) return text;
        var place = (int)((uint)string.GetHashCode(text.AsSpan()) % Places);
        if (_texts[place] is { } known && known == text) return known;
        return _texts[place] = text;
    }
}
