using System.Text;
using PromLauncher.Config.Document;
using PromLauncher.Config.Secrets;

namespace PromLauncher.Config.Reports;

/// <summary>The line that a finding is about, and the caret below it.</summary>
/// <param name="Text">The line, secrets masked, cut to a readable length.</param>
/// <param name="Marker">Spaces and tabs, then <c>^~~~</c> below the position.</param>
internal sealed record Excerpt(string Text, string Marker);

/// <summary>Excerpts of a file. A long line is masked once, however many findings are in it.</summary>
internal sealed class Excerpts(FileReport file)
{
    private const int Widest = 160;
    private const int Before = 60;

    /// <summary>The length of the part of a line that is masked at once; a position in it is shown with the text around it.</summary>
    private const int Part = 4_000;

    private (int Line, int Part, int Start, string Text) _last = (0, 0, 0, "");

    /// <summary>The excerpt for a position, or null when there is no such line.</summary>
    public Excerpt? Of(TextSpan place)
    {
        if (file.Source is not { } source) return null;
        var line = source.Line(place.Line);
        if (line.IsEmpty && place.Column > 1) return null;
        var start = IndexOf(source, place.Start, place.Line, place.Column);
        var end = place.EndLine > place.Line ? line.TrimEnd().Length : IndexOf(source, place.End, place.Line, place.EndColumn);
        end = Math.Max(start + 1, end);
        var (from, to) = line.Length <= Widest ? (0, line.Length) : Cut(line, start);
        var (partStart, part) = Masked(source, place.Line, start);
        var text = (from > 0 ? "…" : "") + part[(from - partStart)..(to - partStart)] + (to < line.Length ? "…" : "");
        var shift = from > 0 ? from - 1 : 0;
        (start, end) = (start - shift, Math.Min(end, to) - shift);

        var marker = new StringBuilder();
        foreach (var rune in text.AsSpan(0, Math.Min(start, text.Length)).EnumerateRunes())
        {
            if (rune.Value == '\t') marker.Append('\t');
            else marker.Append(' ', TerminalWidth.Of(rune));
        }

        var marked = start < text.Length ? TerminalWidth.Of(text.AsSpan(start, Math.Max(start, Math.Min(end, text.Length)) - start)) : 0;
        marker.Append('^').Append('~', Math.Max(0, marked - 1));
        return new(text, marker.ToString());
    }

    /// <summary>The part of a line that contains a position, masked, with enough text around it.</summary>
    private (int Start, string Text) Masked(SourceText source, int line, int at)
    {
        var number = at / Part;
        if ((_last.Line, _last.Part) == (line, number)) return (_last.Start, _last.Text);
        var length = source.Line(line).Length;
        var (from, to) = (Math.Max(0, number * Part - Widest), Math.Min(length, (number + 1) * Part + Widest));
        var text = Printable.Line(SecretMask.Line(source, line, file.Secrets, from, to));
        _last = (line, number, from, text);
        return (from, text);
    }

    /// <summary>Columns count Unicode characters, strings UTF-16 units. A position within the line is found by its offset, as counting would take time proportional to the line.</summary>
    private static int IndexOf(SourceText source, int offset, int number, int column)
    {
        var line = source.Line(number);
        if (source.CharAt(offset) - source.LineStart(number) is >= 0 and var at && at <= line.Length && offset > 0) return at;
        var index = 0;
        for (var runes = column - 1; runes > 0 && index < line.Length; runes--) index += char.IsHighSurrogate(line[index]) ? 2 : 1;
        return Math.Min(index, line.Length);
    }

    private static (int From, int To) Cut(ReadOnlySpan<char> line, int start)
    {
        var from = Math.Clamp(start - Before, 0, line.Length - Widest);
        if (from > 0 && char.IsLowSurrogate(line[from])) from++;
        var to = Math.Min(line.Length, from + Widest);
        if (to < line.Length && char.IsLowSurrogate(line[to])) to--;
        return (from, to);
    }
}
