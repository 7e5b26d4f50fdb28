using System.Text.RegularExpressions;
using PromLauncher.Config.Document;

namespace PromLauncher.Config.Secrets;

/// <summary>
/// Hides literal secrets in a line of the source. What the caller knows to be secret is masked by position; beyond that, and for files that
/// could not be parsed as YAML, by the text before it: better to mask a word too many than one too few.
/// </summary>
internal static partial class SecretMask
{
    private const char Star = '*';

    /// <summary>Searching a longer line for secrets would take too long: the rest is masked.</summary>
    private const int Widest = 8_000;

    /// <summary>How much text around a part is searched for what makes it a secret: <c>password:</c> before it, the <c>@</c> of a URL after it.</summary>
    private const int Around = 4_000;

    /// <summary>The line with secrets replaced, character by character, so that columns don't change; the end of a very long one is masked.</summary>
    /// <param name="source">The file.</param>
    /// <param name="number">The line, from 1.</param>
    /// <param name="secrets">Where secrets are known to stand, in the order of the file.</param>
    public static string Line(SourceText source, int number, IReadOnlyList<TextSpan> secrets)
    {
        var line = source.Line(number);
        var seen = Math.Min(line.Length, Widest);
        return Line(source, number, secrets, 0, seen) + Hidden(line[seen..]);
    }

    /// <summary>A part of a line with secrets replaced. Some of the text around it is searched, too.</summary>
    /// <param name="source">The file.</param>
    /// <param name="number">The line, from 1.</param>
    /// <param name="secrets">Where secrets are known to stand, in the order of the file.</param>
    /// <param name="from">Offset in the line of the part's first character.</param>
    /// <param name="to">Offset after its last.</param>
    public static string Line(SourceText source, int number, IReadOnlyList<TextSpan> secrets, int from, int to)
    {
        var line = source.Line(number);
        var (first, last) = (Math.Max(0, from - Around), Math.Min(line.Length, to + Around));
        var part = line[first..last].ToArray();
        var start = source.LineStart(number) + first;
        for (var i = FirstBehind(source, secrets, start); i < secrets.Count && source.CharAt(secrets[i].Start) is var begin && begin < start + part.Length; i++)
        {
            Hide(part, Math.Max(begin - start, 0), Math.Min(source.CharAt(secrets[i].End) - start, part.Length));
        }

        HideByLooks(part);
        if (IsWithinSecretBlock(source, number)) Hide(part, 0, part.Length);
        return new string(part, from - first, to - from);
    }

    /// <summary>A single-line text with everything replaced that looks like a secret; the end of a very long one is masked.</summary>
    public static string ByLooks(ReadOnlySpan<char> text)
    {
        var seen = text[..Math.Min(text.Length, Widest)].ToArray();
        HideByLooks(seen);
        return new string(seen) + Hidden(text[seen.Length..]);
    }

    /// <summary>The first secret that ends after an offset. A binary search: a report may have as many findings as the file has secrets.</summary>
    private static int FirstBehind(SourceText source, IReadOnlyList<TextSpan> secrets, int offset)
    {
        var (low, high) = (0, secrets.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (source.CharAt(secrets[middle].End) > offset) high = middle;
            else low = middle + 1;
        }

        return low;
    }

    private static void HideByLooks(char[] line)
    {
        var text = new string(line);
        SecretValues.Visit(text, (from, to) => Hide(line, from, to));
        foreach (Match match in SecretsOfUrl().Matches(text))
        {
            foreach (var part in (Group[])[match.Groups["login"], match.Groups["query"]]) Hide(line, part.Index, part.Index + part.Length);
        }

        foreach (Match match in KnownShape().Matches(text)) Hide(line, match.Index, match.Index + match.Length);
    }

    private static string Hidden(ReadOnlySpan<char> text)
    {
        var hidden = text.ToArray();
        Hide(hidden, 0, hidden.Length);
        return new string(hidden);
    }

    private static void Hide(Span<char> line, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (line[i] is not (' ' or '\t')) line[i] = Star;
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
            // A list may be indented as little as its key.
            var (other, isOther) = Place(line);
            if (other > indent || (other == indent && (isOther || !isItem))) continue;
            if (Opens(line, source.Line(number))) return true;
            (indent, isItem) = (other, isOther);
        }

        return false;
    }

    /// <summary>Whether what stands below a line is secret. Of a section with secrets and other fields only what is no field is.</summary>
    private static bool Opens(ReadOnlySpan<char> above, ReadOnlySpan<char> line)
    {
        foreach (var key in BlockKey().EnumerateMatches(above))
        {
            var name = above.Slice(key.Index, key.Length).Trim(" \t-\"':").ToString();
            if (SecretFields.IsSecretBranch(name)) return true;
            return SecretFields.LooksSecret(name) && !(SecretFields.IsSecretSection(name) && above.TrimEnd().EndsWith(":") && Field().IsMatch(line));
        }

        return false;
    }

    private static (int Indent, bool IsItem) Place(ReadOnlySpan<char> line) => (Indent(line), line.TrimStart(" \t").StartsWith("-"));

    private static int Indent(ReadOnlySpan<char> line) => line.Length - line.TrimStart(" \t").Length;

    // A key without a value, with the header of a block, or with a text that may go on in the next line.
    [GeneratedRegex(@"^\s*(?:-\s+)*[""']?[\w.-]+[""']?\s*:(?=\s*(?:[|>][-+0-9]*|[""'].*)?\s*(?:#.*)?$)")]
    private static partial System.Text.RegularExpressions.Regex BlockKey();

    [GeneratedRegex(@"^\s*(?:-\s+)*[""']?[\w.-]+[""']?\s*:(?:\s|$)")]
    private static partial System.Text.RegularExpressions.Regex Field();

    // To the last '@': a password may hold a '/' or an '@' that should have been escaped.
    [GeneratedRegex(@"://(?:(?<login>[^\s""']+)@)?(?:[^\s""'?]|(?<=:)\?)*(?:\?(?<query>[^\s""']+))?")]
    private static partial System.Text.RegularExpressions.Regex SecretsOfUrl();

    // AWS access key ids, bcrypt hashes, bearer tokens, JSON web tokens, PEM.
    [GeneratedRegex(@"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\$2[abxy]\$\d\d\$[./A-Za-z0-9]{20,}|(?<=[Bb]earer\s)[\w.~+/=-]{8,}|\beyJ[\w-]+\.[\w-]+\.[\w-]*|-----BEGIN [A-Z ]*PRIVATE KEY-----.*")]
    private static partial System.Text.RegularExpressions.Regex KnownShape();
}
