using System.Globalization;
using System.Text;
using PromLauncher.Config.Edits;

namespace PromLauncher.Config.Redaction;

/// <summary>
/// The forms in which Go programs print a text: literally, quoted by <c>%q</c>, escaped in a part of a URL, single lines of it, truncated as go-yaml
/// does in its errors (the first 7 bytes and <c>...</c> of more than 10: decode.go, terror), and as what net/url mistakes for a port
/// when a password holds a <c>/</c>, <c>?</c> or <c>#</c>.
/// </summary>
internal static class PrintedForms
{
    // A shorter line is a word that occurs in many texts.
    private const int ShortestLine = 4;

    private const int YamlKeeps = 7;
    private const int YamlCutsAbove = 10;

    /// <summary>Every form, with what is shown in its place.</summary>
    /// <param name="value">The text to hide.</param>
    /// <param name="shown">What is shown instead.</param>
    public static IEnumerable<(string Text, string Shown)> Of(string value, string shown)
    {
        var trimmed = value.Trim();
        foreach (var text in (string[])[value, trimmed])
        {
            yield return (text, shown);
            yield return (ScalarText.DoubleQuoted(text)[1..^1], shown);
            yield return (GoQuoted(text), shown);
            yield return (text.Replace("'", "''", StringComparison.Ordinal), shown);
            yield return (text.Replace("$", "$$", StringComparison.Ordinal), shown);
            var escaped = Uri.EscapeDataString(text);
            yield return (escaped, shown);
            yield return (escaped.Replace("%20", "+", StringComparison.Ordinal), shown);
            // net/url leaves these in user info, and these in a path.
            yield return (Unescaped(escaped, "$&+,;="), shown);
            yield return (Unescaped(escaped, "$&+,/:;=@"), shown);
            var bytes = Encoding.UTF8.GetBytes(text);
            if (bytes.Length > YamlCutsAbove) yield return ($"`{Encoding.UTF8.GetString(bytes.AsSpan(0, YamlKeeps))}...`", $"`{shown}`");
        }

        foreach (var line in trimmed.Split('\n', StringSplitOptions.TrimEntries))
        {
            if (line.Length >= ShortestLine) yield return (line, shown);
        }

        if (SupposedPort(trimmed) is { } port) yield return (port, "invalid port");
        // net/url cuts the fragment off before it looks at the rest.
        if (trimmed.Contains("://", StringComparison.Ordinal) && trimmed.IndexOf('#') is > 0 and var fragment) yield return (trimmed[..fragment], shown);
    }

    /// <summary><c>invalid port ":pa"</c>, for <c>https://user:pa/ss@host</c>.</summary>
    private static string? SupposedPort(string text)
    {
        if (text.IndexOf("://", StringComparison.Ordinal) is not (> 0 and var scheme)) return null;
        var authority = text.AsSpan(scheme + 3);
        if (authority.IndexOfAny("/?#") is >= 0 and var end) authority = authority[..end];
        var host = authority[(authority.LastIndexOf('@') + 1)..];
        var colon = host.IndexOf(':');
        return colon < 0 || !host[(colon + 1)..].ContainsAnyExceptInRange('0', '9') ? null : $"invalid port \"{GoQuoted(host[colon..].ToString())}\"";
    }

    private static string Unescaped(string escaped, string characters)
    {
        foreach (var c in characters) escaped = escaped.Replace(string.Create(CultureInfo.InvariantCulture, $"%{(int)c:X2}"), c.ToString(), StringComparison.Ordinal);
        return escaped;
    }

    /// <summary>As strconv.Quote writes it, without the quotes: characters that unicode.IsPrint rejects are escaped.</summary>
    private static string GoQuoted(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\') result.Append('\\').Append((char)rune.Value);
            else if ("\a\b\f\n\r\t\v".IndexOf((char)Math.Min(rune.Value, char.MaxValue)) is >= 0 and var at) result.Append('\\').Append("abfnrtv"[at]);
            else if (IsPrinted(rune)) result.Append(rune);
            else if (rune.Value < 0x80) result.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}");
            else if (rune.IsBmp) result.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            else result.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}");
        }

        return result.ToString();
    }

    private static bool IsPrinted(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
