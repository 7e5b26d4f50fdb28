using System.Text;
using PromLauncher.Config.Placeholders;

namespace PromLauncher.Config.Redaction;

/// <summary>
/// Replaces expanded values in the output of other programs, in all their <see cref="PrintedForms"/>, by their placeholders;
/// masks literal secrets of the file as well.
/// </summary>
public sealed class Scrubber
{
    // A shorter value occurs in many words: it is replaced only as a whole word.
    private const int ShortValue = 4;

    private readonly Dictionary<char, List<(string Text, string Shown)>> _texts = [];

    /// <summary>A scrubber of these values.</summary>
    public Scrubber(IEnumerable<ExpandedValue> values)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var value in values)
        {
            if (string.IsNullOrWhiteSpace(value.Value)) continue;
            foreach (var (text, shown) in PrintedForms.Of(value.Value, value.Shown))
            {
                if (text.Length == 0 || !seen.Add(text)) continue;
                if (!_texts.TryGetValue(text[0], out var same)) _texts[text[0]] = same = [];
                same.Add((text, shown));
            }
        }

        // The longest first: a value may be part of another.
        foreach (var same in _texts.Values) same.Sort(static (a, b) => b.Text.Length.CompareTo(a.Text.Length));
    }

    /// <summary>A scrubber of everything that must not be shown of a configuration: inserted values, the scalars that contain them, and literal secrets.</summary>
    /// <param name="bundle">The expanded configuration.</param>
    public static Scrubber Of(ExpandedBundle bundle)
    {
        var scalars = bundle.Changes.Values.SelectMany(static change => change.Scalars.Values)
            .Where(static scalar => scalar.Site.Uses.Count > 0)
            .Select(static scalar => new ExpandedValue(scalar.Node.Value, scalar.Node.Source, scalar.Site.IsSecretField));
        return new([.. bundle.Values, .. scalars, .. SecretScalars.Visible(bundle)]);
    }

    /// <summary>The text without any of the values.</summary>
    public string Clean(string text)
    {
        if (_texts.Count == 0) return text;
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            if (At(text, i) is var (value, shown))
            {
                result.Append(shown);
                i += value.Length;
            }
            else result.Append(text[i++]);
        }

        return result.ToString();
    }

    private (string Text, string Shown)? At(string text, int i)
    {
        if (!_texts.TryGetValue(text[i], out var same)) return null;
        foreach (var form in same)
        {
            if (string.CompareOrdinal(text, i, form.Text, 0, form.Text.Length) != 0) continue;
            if (form.Text.Length >= ShortValue || StandsAlone(text, i, form.Text.Length)) return form;
        }

        return null;
    }

    private static bool StandsAlone(string text, int at, int length) =>
        (at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (at + length == text.Length || !char.IsLetterOrDigit(text[at + length]));
}
