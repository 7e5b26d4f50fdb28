using System.Text;

namespace PromLauncher.Config;

/// <summary>Reads Unicode characters off a string that YAML escapes may have given half a surrogate pair.</summary>
internal static class Runes
{
    /// <summary>The character at a place; U+FFFD for half a pair.</summary>
    public static Rune At(string text, int index) => Rune.TryGetRuneAt(text, index, out var rune) ? rune : Rune.ReplacementChar;
}
