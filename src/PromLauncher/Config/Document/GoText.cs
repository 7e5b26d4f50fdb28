using System.Buffers;
using YamlDotNet.Core;

namespace PromLauncher.Config.Document;

/// <summary>
/// Rewrites text that go-yaml reads and YamlDotNet, which implements YAML 1.2, rejects, so that YamlDotNet reads the same values. Characters are replaced
/// one for one, so that offsets are also those of the file. Source: scannerc.go of go-yaml v2.4 and v3.0.
/// </summary>
internal sealed class GoText
{
    /// <summary>Limits on how often a text is read again, and on the total number of characters: real files have few such places, and a hostile one must not cost more.</summary>
    private const int MostRounds = 20;
    private const int MostCharacters = 1_000_000;

    // Stand-ins for other characters until the text has been read: letters to YAML, and a line break.
    private const char Colon = '\uE000';
    private const char BlankBreak = '\u2028';
    private static readonly FoldedLines.Signs Folds = new(Space: '\uE001', Break: '\uE002', Nothing: '\uE003');
    private static readonly SearchValues<char> StandIns = SearchValues.Create([Colon, BlankBreak, Folds.Space, Folds.Break, Folds.Nothing]);

    private readonly string _original;
    private readonly int _round;

    private GoText(string original, string text, int round) => (_original, Text, _round) = (original, text, round);

    /// <summary>The text for YamlDotNet.</summary>
    public string Text { get; }

    /// <summary>The text for the first attempt.</summary>
    public static GoText Of(string text)
    {
        // [a:, b]: in go-yaml a ':' ends a plain scalar only before a blank, in YamlDotNet before a ',' as well.
        var at = text.IndexOf(":,", StringComparison.Ordinal);
        if (at < 0 || text.AsSpan().ContainsAny(StandIns)) return new(text, text, 0);
        var written = text.ToCharArray();
        for (; at >= 0; at = text.IndexOf(":,", at + 1, StringComparison.Ordinal))
        {
            // After a quote or a bracket it is the value indicator to both.
            if (at > 0 && !" \t\r\n,:[]{}'\"".Contains(text[at - 1])) written[at] = Colon;
        }

        return new(text, new(written), 0);
    }

    /// <summary>A scalar's value with the stand-ins replaced by the original characters.</summary>
    public string Read(string value)
    {
        if (ReferenceEquals(Text, _original) || !value.AsSpan().ContainsAny(StandIns)) return value;
        return value.Replace(Colon, ':').Replace(Folds.Space, ' ').Replace(Folds.Break, '\n')
            .Replace($"{Folds.Nothing}", "", StringComparison.Ordinal).Replace($"{BlankBreak}", "", StringComparison.Ordinal);
    }

    /// <summary>The text to read instead of this one; null when go-yaml would refuse it too.</summary>
    /// <param name="exception">The exception that reading this text ended in.</param>
    /// <param name="reached">Offset of the scanner's current character.</param>
    public GoText? Corrected(Exception exception, int reached)
    {
        if (_round >= Math.Min(MostRounds, MostCharacters / Math.Max(1, Text.Length)) || _original.AsSpan().ContainsAny(StandIns)) return null;
        var text = Text.ToCharArray();
        var (start, end) = exception is YamlException yaml ? (Clamp(yaml.Start), Clamp(yaml.End)) : (reached, reached);
        bool Says(string part) => exception.Message.Contains(part, StringComparison.Ordinal);
        var isCorrected = exception switch
        {
            InvalidOperationException => FoldedLines.JoinInBrackets(text, reached, Folds),
            YamlException when Says("found wrong indentation") => FoldedLines.JoinInQuotes(text, start, Folds),
            YamlException when Says("found a comment without wh") => TightComment(text, end),
            YamlException when Says("found extra spaces in first line") => BlankLines(text, start),
            YamlException when Says("a version directive, did not find preceding") => EndOfDocument(text, start),
            _ => false,
        };
        return isCorrected ? new(_original, new(text), _round + 1) : null;
    }

    /// <summary><c>a: |#comment</c>: go-yaml needs no blank before a comment.</summary>
    private static bool TightComment(char[] text, int at)
    {
        if (at >= text.Length || text[at] != '#') return false;
        text[at] = ' ';
        if (at + 1 < text.Length && text[at + 1] is not ('\r' or '\n')) text[at + 1] = '#';
        return true;
    }

    /// <summary>A block scalar may begin with blank lines if none of them is longer than the indentation of the first line that isn't blank.</summary>
    private static bool BlankLines(char[] text, int lineStart)
    {
        var indent = text.AsSpan(lineStart).IndexOfAnyExcept(' ');
        for (var end = lineStart; indent >= 0 && end > 0;)
        {
            end -= end > 1 && text[end - 1] == '\n' && text[end - 2] == '\r' ? 2 : 1;
            var start = text.AsSpan(0, end).LastIndexOfAny('\r', '\n') + 1;
            var line = text.AsSpan(start, end - start);

            // The block's header: with an explicit indentation indicator, such a line is text.
            if (line.ContainsAnyExcept(' ')) return line.LastIndexOf('|') is var sign && !line[sign..Math.Min(sign + 3, line.Length)].ContainsAnyInRange('0', '9');
            if (line.Length > indent) return false;
            line.Fill(BlankBreak);
            end = start;
        }

        return false;
    }

    /// <summary>A <c>%YAML</c> ends the document above it, and Prometheus doesn't read a second one.</summary>
    private static bool EndOfDocument(char[] text, int at)
    {
        var rest = text.AsSpan(at);
        if (rest.IndexOfAny('\r', '\n') is >= 0 and var length) rest = rest[..length];
        if (rest.Length < 3) return false;
        rest.Fill(' ');
        rest[..3].Fill('.');
        return true;
    }

    private int Clamp(Mark mark) => (int)Math.Min(mark.Index, Text.Length);
}
