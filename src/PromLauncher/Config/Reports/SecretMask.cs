using System.Text.RegularExpressions;
using PromLauncher.Config.Document;

namespace PromLauncher.Config.Reports;

/// <summary>
/// Hides literal secrets in a line of the source. What the caller knows to be secret is hidden by its place; beyond that, and for files that
/// could not be read as YAML at all, by what stands before it: better a word too many hidden than one too few.
/// </summary>
internal static partial class SecretMask
{
    private const char Hidden = '*';

    /// <summary>Looking for secrets in more than this would take long: the rest is hidden.</summary>
    private const int Widest = 8_000;

    /// <summary>The line with secrets replaced, character by character, so that columns stay.</summary>
    /// <param name="source">The file.</param>
    /// <param name="number">The line, from 1.</param>
    /// <param name="secrets">Where secrets are known to stand.</param>
    /// <param name="at">Offset in the line of what is to be seen; of a very long line all that is far from it is hidden.</param>
    public static string Line(SourceText source, int number, IReadOnlyList<TextSpan> secrets, int at = 0)
    {
        var line = source.Line(number).ToString().ToCharArray();
        var start = source.LineStart(number);
        foreach (var secret in secrets)
        {
            var from = Math.Max(source.CharAt(secret.Start) - start, 0);
            var to = Math.Min(source.CharAt(secret.End) - start, line.Length);
            if (from < to && secret.Line <= number && secret.EndLine >= number) Hide(line, from, to);
        }

        HideByLooks(line, at);
        if (IsWithinSecretBlock(source, number)) Hide(line, 0, line.Length);
        return new string(line);
    }

    /// <summary>A text of one line with all replaced that looks like a secret.</summary>
    public static string ByLooks(ReadOnlySpan<char> text)
    {
        var line = text.ToArray();
        HideByLooks(line, 0);
        return new string(line);
    }

    private static void HideByLooks(char[] line, int at)
    {
        var (from, to) = (Math.Max(0, at - Widest / 2), Math.Min(line.Length, at + Widest));
        Hide(line, 0, from);
        Hide(line, to, line.Length);
        var seen = line.AsSpan(from, to - from);
        var text = new string(seen);
        foreach (Match match in SecretField().Matches(text)) HideValue(seen, match.Groups["value"]);
        foreach (Match match in LoginInUrl().Matches(text)) Hide(seen, match.Groups["login"].Index, match.Groups["login"].Index + match.Groups["login"].Length);
        foreach (Match match in KnownShape().Matches(text)) Hide(seen, match.Index, match.Index + match.Length);
    }

    private static void HideValue(Span<char> line, Group value)
    {
        // A placeholder names a secret without being one, unless it carries a default.
        if (LonePlaceholder().IsMatch(value.Value)) return;
        Hide(line, value.Index, value.Index + value.Length);
    }

    private static void Hide(Span<char> line, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (line[i] is not (' ' or '\t')) line[i] = Hidden;
        }
    }

    /// <summary>True when the line belongs to a block (<c>password: |</c>), a list or a mapping below a secret field.</summary>
    private static bool IsWithinSecretBlock(SourceText source, int number)
    {
        var (indent, isItem) = Place(source.Line(number));
        for (var above = number - 1; above >= 1 && number - above <= 200 && (indent > 0 || isItem); above--)
        {
            var line = source.Line(above);
            if (line.IsWhiteSpace()) continue;
            // A list may stand as far left as its key.
            var (other, isOther) = Place(line);
            if (other > indent || (other == indent && (isOther || !isItem))) continue;
            if (SecretBlock().IsMatch(line)) return true;
            (indent, isItem) = (other, isOther);
        }

        return false;
    }

    private static (int Indent, bool IsItem) Place(ReadOnlySpan<char> line) => (Indent(line), line.TrimStart(" \t").StartsWith("-"));

    private static int Indent(ReadOnlySpan<char> line) => line.Length - line.TrimStart(" \t").Length;

    // The names of upstream's secret fields, and what people call theirs in headers, params and labels.
    private const string Names = @"(?:[\w.-]*(?:password|passwd|secret|secret[_-]?key|token|api[_-]?key|access[_-]?key|credentials|private[_-]?key|authorization)|key|cookie|x-[\w-]*(?:auth|key|token)[\w-]*)";

    // A quoted text, a lone placeholder, or all that is left of the line; but not the header of a block, whose lines come below.
    [GeneratedRegex(@"(?<![\w-])[""']?" + Names + @"[""']?\s*[:=]\s*(?![|>][-+0-9]*\s*(?:#|$))(?<value>""(?:[^""\\]|\\.)*""?|'(?:[^']|'')*'?|\$\{[^}]*\}(?=\s*(?:[,}\]#]|$))|[^\s#].*)", RegexOptions.IgnoreCase)]
    private static partial System.Text.RegularExpressions.Regex SecretField();

    [GeneratedRegex(@"^\s*(?:-\s+)*[""']?(?:" + Names + @"|basic_auth_users|headers|http_headers|params|endpoint_params|proxy_connect_header)[""']?\s*:\s*(?:[|>][-+0-9]*|[""'].*)?\s*(?:#.*)?$", RegexOptions.IgnoreCase)]
    private static partial System.Text.RegularExpressions.Regex SecretBlock();

    // To the last '@': a password may hold a '/' or an '@' that should have been escaped.
    [GeneratedRegex(@"://(?<login>[^\s""']+)@")]
    private static partial System.Text.RegularExpressions.Regex LoginInUrl();

    // AWS access key ids, bcrypt hashes, bearer tokens, JSON web tokens, PEM.
    [GeneratedRegex(@"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\$2[abxy]\$\d\d\$[./A-Za-z0-9]{20,}|(?<=[Bb]earer\s)[\w.~+/=-]{8,}|\beyJ[\w-]+\.[\w-]+\.[\w-]*|-----BEGIN [A-Z ]*PRIVATE KEY-----.*")]
    private static partial System.Text.RegularExpressions.Regex KnownShape();

    [GeneratedRegex(@"^[""']?\$\{(?:(?!:[-?])[^}])+\}[""']?\s*$")]
    private static partial System.Text.RegularExpressions.Regex LonePlaceholder();
}
