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

    /// <summary>The line with secrets replaced, character by character, so that columns stay.</summary>
    /// <param name="source">The file.</param>
    /// <param name="number">The line, from 1.</param>
    /// <param name="secrets">Where secrets are known to stand.</param>
    public static string Line(SourceText source, int number, IReadOnlyList<TextSpan> secrets)
    {
        var line = source.Line(number).ToString().ToCharArray();
        var start = source.LineStart(number);
        foreach (var secret in secrets)
        {
            var from = Math.Max(source.CharAt(secret.Start) - start, 0);
            var to = Math.Min(source.CharAt(secret.End) - start, line.Length);
            if (from < to && secret.Line <= number && secret.EndLine >= number) Hide(line, from, to);
        }

        var text = new string(line);
        if (IsWithinSecretBlock(source, number)) Hide(line, 0, line.Length);
        foreach (Match match in SecretField().Matches(text)) HideValue(line, match.Groups["value"]);
        foreach (Match match in LoginInUrl().Matches(text)) Hide(line, match.Groups["login"].Index, match.Groups["login"].Index + match.Groups["login"].Length);
        foreach (Match match in KnownShape().Matches(text)) Hide(line, match.Index, match.Index + match.Length);
        return new string(line);
    }

    private static void HideValue(char[] line, Group value)
    {
        // A placeholder names a secret without being one, unless it carries a default.
        if (LonePlaceholder().IsMatch(value.Value)) return;
        Hide(line, value.Index, value.Index + value.Length);
    }

    private static void Hide(char[] line, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (line[i] is not (' ' or '\t')) line[i] = Hidden;
        }
    }

    /// <summary>True when the line belongs to a block (<c>password: |</c>) or a list below a secret field.</summary>
    private static bool IsWithinSecretBlock(SourceText source, int number)
    {
        var indent = Indent(source.Line(number));
        for (var above = number - 1; above >= 1 && number - above <= 200; above--)
        {
            var line = source.Line(above);
            if (line.IsWhiteSpace() || Indent(line) >= indent) continue;
            return SecretBlock().IsMatch(line);
        }

        return false;
    }

    private static int Indent(ReadOnlySpan<char> line) => line.Length - line.TrimStart(" \t").Length;

    // The names of upstream's secret fields, and what people call theirs in headers, params and labels.
    private const string Names = @"(?:[\w.-]*(?:password|passwd|secret|secret[_-]?key|token|api[_-]?key|access[_-]?key|credentials|private[_-]?key|authorization)|key|cookie|x-[\w-]*(?:auth|key|token)[\w-]*)";

    // A quoted text, a lone placeholder, or all that is left of the line; but not the header of a block, whose lines come below.
    [GeneratedRegex(@"(?<![\w-])[""']?" + Names + @"[""']?\s*[:=]\s*(?![|>][-+0-9]*\s*(?:#|$))(?<value>""(?:[^""\\]|\\.)*""?|'(?:[^']|'')*'?|\$\{[^}]*\}(?=\s*(?:[,}\]#]|$))|[^\s#].*)", RegexOptions.IgnoreCase)]
    private static partial System.Text.RegularExpressions.Regex SecretField();

    [GeneratedRegex(@"^\s*(?:-\s+)*[""']?(?:" + Names + @"|basic_auth_users)[""']?\s*:\s*(?:[|>][-+0-9]*|[""'].*)?\s*(?:#.*)?$", RegexOptions.IgnoreCase)]
    private static partial System.Text.RegularExpressions.Regex SecretBlock();

    [GeneratedRegex(@"://(?<login>[^/\s@""']+)@")]
    private static partial System.Text.RegularExpressions.Regex LoginInUrl();

    // AWS access key ids, bcrypt hashes, bearer tokens, JSON web tokens, PEM.
    [GeneratedRegex(@"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\$2[abxy]\$\d\d\$[./A-Za-z0-9]{20,}|(?<=[Bb]earer\s)[\w.~+/=-]{8,}|\beyJ[\w-]+\.[\w-]+\.[\w-]*|-----BEGIN [A-Z ]*PRIVATE KEY-----.*")]
    private static partial System.Text.RegularExpressions.Regex KnownShape();

    [GeneratedRegex(@"^[""']?\$\{(?:(?!:[-?])[^}])+\}[""']?\s*$")]
    private static partial System.Text.RegularExpressions.Regex LonePlaceholder();
}
