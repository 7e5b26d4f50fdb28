using System.Text;

namespace PromLauncher.Config;

/// <summary>Splits strings between Unicode characters; because of YAML escapes they may contain half a surrogate pair.</summary>
internal static class Runes
{
    /// <summary>The character at a place; U+FFFD for half a pair.</summary>
    public static Rune At(string text, int index) => Rune.TryGetRuneAt(text, index, out var rune) ? rune : Rune.ReplacementChar;

    /// <summary>The beginning of a text that is too long to be shown, followed by <c>…</c>; no character is cut in two.</summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">How many UTF-16 units may be shown.</param>
    public static string Shortened(ReadOnlySpan<char> text, int longest = 60)
    {
        if (text.Length <= longest) return text.ToString();
        if (char.IsHighSurrogate(text[longest - 1])) longest--;
        return string.Concat(text[..longest], "…");
    }
}
