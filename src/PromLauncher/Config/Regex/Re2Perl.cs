namespace PromLauncher.Config.Regex;

/// <summary>Constructs of Perl, .NET and JavaScript that RE2 doesn't have, and what to write instead.</summary>
internal static class Re2Perl
{
    private const string NoLookAround =
        "Prometheus can't look ahead or behind. Keep what you want with one rule (`action: keep`) and drop the rest with a second one (`action: drop`).";

    private const string NoBackReference = "Prometheus can't compare a part of the text with another. In `replacement`, `$1` and `${name}` do refer to groups.";

    /// <summary>Group openings, longer ones before shorter ones.</summary>
    public static ReadOnlySpan<(string Opening, string What, string Help)> Groups => new[]
    {
        ("(?<=", "a look-behind", NoLookAround),
        ("(?<!", "a look-behind", NoLookAround),
        ("(?=", "a look-ahead", NoLookAround),
        ("(?!", "a look-ahead", NoLookAround),
        ("(?P=", "a back-reference", NoBackReference),
        ("(?P>", "a recursion", "Write the pattern out."),
        ("(?<", "a named group in .NET's syntax (in RE2 since Go 1.22, Prometheus 2.51)", "Write `(?P<name>…)`, which every release accepts."),
        ("(?'", "a named group in .NET's syntax", "Write `(?P<name>…)`."),
        ("(?>", "an atomic group", "Write `(?:…)`: RE2 never backtracks."),
        ("(?|", "a branch reset", "Write `(?:…)` and number the groups in `replacement` accordingly."),
        ("(?#", "a comment", "Write it as a YAML comment."),
        ("(?(", "a condition", "Write two rules."),
        ("(?R", "a recursion", "Write the pattern out."),
        ("(?&", "a recursion", "Write the pattern out."),
        ("(?x", "the flag for free spacing", "Write the pattern without spaces."),
        ("(?*", "a look-ahead", NoLookAround),
    };

    /// <summary>A hint for an escape that RE2 refuses, by its meaning elsewhere.</summary>
    public static string EscapeHelp(char escape) => escape switch
    {
        'Z' => "Write `\\z` for the end of the text; Prometheus anchors every pattern at both ends anyway.",
        'G' or 'K' => "RE2 has no match position to refer to; Prometheus anchors every pattern at both ends.",
        'h' => "Write `[ \\t]` for a horizontal space.",
        'H' => "Write `[^ \\t]` for anything but a horizontal space.",
        'R' => "Write `\\r?\\n` for a line break.",
        'N' => "Write `[^\\n]` for anything but a line break.",
        'X' or 'C' => "Write `.` for one character (`(?s:.)` with line breaks).",
        'e' => "Write `\\x1b` for the escape character.",
        'c' => "Write the control character as `\\x` and two hexadecimal digits.",
        'u' or 'U' => "Write a code point as `\\x{…}`, such as `\\x{20ac}`.",
        'x' => "Write two hexadecimal digits, or a code point up to 10FFFF in braces: `\\x{20ac}`.",
        'k' or 'g' or (>= '1' and <= '9') => NoBackReference,
        'Q' or 'E' => "`\\Q` begins literal text and `\\E` ends it; neither is allowed within `[…]` or alone.",
        'b' => "Within `[…]` there is no `\\b`; write `\\x08` for a backspace.",
        'A' or 'B' or 'z' => "It matches a position, not a character, so it isn't allowed within `[…]`.",
        _ when char.IsAsciiLetterOrDigit(escape) => "Remove the backslash for the letter itself.",
        _ => "A backslash escapes only ASCII punctuation: remove it.",
    };
}
