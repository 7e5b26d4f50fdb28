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

    /// <summary>A string of these characters: the instance that was made for them before, if it is still known.</summary>
    public string Share(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > Longest) return text.ToString();
        var place = (int)((uint)string.GetHashCode(text) % Places);
        if (_texts[place] is { } known && text.SequenceEqual(known)) return known;
        return _texts[place] = text.ToString();
    }
}
