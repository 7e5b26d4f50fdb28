using System.Text;

namespace PromLauncher.Config.Placeholders;

/// <summary>Takes expanded values out of what other programs print, and puts the placeholders in their place.</summary>
public sealed class Scrubber
{
    // A value as short as this is a word of many texts: it is replaced only where it stands alone.
    private const int ShortValue = 4;

    private readonly List<(string Text, string Shown, bool IsShort)> _texts = [];

    /// <summary>Knows the values of an expansion, also as Go (<c>%q</c>), JSON and URLs write them.</summary>
    public Scrubber(IEnumerable<ExpandedValue> values)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var value in values)
        {
            foreach (var text in Forms(value.Value))
            {
                if (text.Length > 0 && seen.Add(text)) _texts.Add((text, value.Shown, text.Length < ShortValue));
            }
        }

        // The longest first: a value may be part of another.
        _texts.Sort((a, b) => b.Text.Length.CompareTo(a.Text.Length));
    }

    /// <summary>The text without any of the values.</summary>
    public string Clean(string text)
    {
        if (_texts.Count == 0) return text;
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var found = false;
            foreach (var (value, shown, isShort) in _texts)
            {
                if (string.CompareOrdinal(text, i, value, 0, value.Length) != 0 || (isShort && !StandsAlone(text, i, value.Length))) continue;
                result.Append(shown);
                i += value.Length;
                found = true;
                break;
            }

            if (!found) result.Append(text[i++]);
        }

        return result.ToString();
    }

    private static bool StandsAlone(string text, int at, int length) =>
        (at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (at + length == text.Length || !char.IsLetterOrDigit(text[at + length]));

    private static IEnumerable<string> Forms(string value)
    {
        yield return value;
        var trimmed = value.Trim();
        yield return trimmed;
        yield return ScalarText.DoubleQuoted(trimmed)[1..^1];
        yield return trimmed.Replace("'", "''", StringComparison.Ordinal);
        yield return trimmed.Replace("$", "$$", StringComparison.Ordinal);
        yield return Uri.EscapeDataString(trimmed);
        yield return Uri.EscapeDataString(trimmed).Replace("%20", "+", StringComparison.Ordinal);
        foreach (var line in trimmed.Split('\n', StringSplitOptions.TrimEntries))
        {
            // A message often shows the first line alone.
            if (line.Length >= 8) yield return line;
        }
    }
}
