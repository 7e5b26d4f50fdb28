using System.Buffers;

namespace PromLauncher.Config.Document;

/// <summary>Typographic characters that web pages and word processors substitute for YAML's indicators.</summary>
internal static class Typography
{
    public static readonly SearchValues<char> NoBreakSpaces = SearchValues.Create("\u00A0\u2007\u202F\u3000\u200B\uFEFF");
    public static readonly SearchValues<char> CurlyQuotes = SearchValues.Create("\u2018\u2019\u201A\u201B\u201C\u201D\u201E\u201F\u00AB\u00BB");
    public const string DashHelp = "Type a '-', as on the other lines; web pages turn it into a longer dash.";
    public const string SpaceMessage = "There is a no-break space here: it looks like a space, but YAML reads it as a letter.";
    public const string SpaceHelp = "Replace it with a space; it comes from a web page or a word processor.";
    public const string QuoteHelp = "Type ' or \"; web pages turn them into curly ones.";

    public static bool IsDash(char c) => c is >= '\u2010' and <= '\u2015' or '\u2212' or '\uFE58' or '\uFE63' or '\uFF0D';

    public static string DashMessage(char dash) => $"The list item begins with '{dash}' (U+{(int)dash:X4}), which YAML reads as a letter, not as '-'.";

    public static string QuoteMessage(char quote) => $"The quote '{quote}' (U+{(int)quote:X4}) is a letter to YAML, not a quote.";

    /// <summary>
    /// Such a character in a plain scalar, where it looks like an indicator. YAML and Prometheus read it as a letter.
    /// </summary>
    /// <param name="source">The file.</param>
    /// <param name="node">A scalar.</param>
    /// <param name="start">Offset of its first character.</param>
    public static Slip? Find(SourceText source, ScalarNode node, int start)
    {
        if (node.Style != ScalarStyle.Plain || node.Value is not { Length: > 1 } value) return null;
        Slip At(FindingKind kind, string message, string help, int at) => new(kind, message, help, at, at + 1);

        if (IsDash(value[0]) && value[1] is ' ' or '\u00A0' && IsFirstOnItsLine(source.Text, start))
        {
            return At(FindingKind.TypographicDash, DashMessage(value[0]), DashHelp, start);
        }

        if (CurlyQuotes.Contains(value[0]) && CurlyQuotes.Contains(value[^1])) return At(FindingKind.CurlyQuotes, QuoteMessage(value[0]), QuoteHelp, start);
        var space = value.AsSpan().IndexOfAny(NoBreakSpaces);
        if (space >= 0 && (space == 0 || space == value.Length - 1 || value[space - 1] == ':') && start + space < source.Text.Length)
        {
            return At(FindingKind.NoBreakSpace, SpaceMessage, SpaceHelp, start + space);
        }

        return null;
    }

    private static bool IsFirstOnItsLine(string text, int at)
    {
        while (at > 0 && text[at - 1] is ' ' or '\u00A0') at--;
        return at == 0 || text[at - 1] is '\n' or '\r';
    }
}
