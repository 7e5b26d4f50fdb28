namespace PromLauncher.Config.Document;

/// <summary>
/// A file's text as its author intended, where that is clear: a '-' for each long dash before a list item, spaces for no-break spaces,
/// placeholders in flow context without their braces. Characters are replaced one for one, so that offsets are also those of the file.
/// </summary>
internal sealed class MendedText
{
    private readonly SourceText _source;
    private readonly char[] _text;
    private readonly List<Slip> _characters = [];
    private readonly List<Slip> _betweenTexts = [];
    private readonly List<Slip> _placeholders = [];

    // The first of _characters after the last scalar that was read.
    private int _next;

    /// <summary>Repairs dashes and spaces; placeholders only where they caused a syntax error.</summary>
    public MendedText(SourceText source)
    {
        _source = source;
        _text = source.Text.ToCharArray();
        if (source.IsAscii) return;
        for (var line = 1; line <= source.LineCount; line++) MendLine(source.LineStart(line), source.Line(line));
    }

    /// <summary>The text.</summary>
    public string Text => new(_text);

    /// <summary>True when nothing was repaired outside of scalars.</summary>
    public bool IsUnchanged => !Mended.Any() && _placeholders.Count == 0;

    /// <summary>What was repaired, each as an error.</summary>
    public IEnumerable<Diagnostic> Faults(string file) =>
        Mended.Concat(_placeholders).Select(slip => new Diagnostic(slip.Kind, Severity.Error, slip.Message, file, _source.Span(slip.Start, slip.End)) { Help = slip.Help });

    /// <summary>True when this character was repaired.</summary>
    public bool Holds(Slip slip) => Mended.Any(mended => mended.Start == slip.Start);

    /// <summary>Replaces the braces of an unquoted placeholder that caused a syntax error.</summary>
    public void CoverPlaceholder(Diagnostic fault)
    {
        var start = _source.CharAt(fault.Span.Start);
        var rest = _text.AsSpan(start);
        var length = rest.IndexOfAny('}', '\n');

        // Of an unclosed one only the brace: what follows on the line may close the list around it.
        var covered = length >= 0 && rest[length] == '}' ? rest[1..(length + 1)] : rest[1..(length < 0 ? rest.Length : length)];
        if (covered is not [.., '}'] && covered.IndexOf(": ") < 0) covered = covered[..1];
        covered.Fill('_');
        _placeholders.Add(new Slip(fault.Kind, fault.Message, fault.Help, start, start + 1 + covered.Length));
    }

    /// <summary>Called for each scalar: characters repaired within it are text after all. Scalars come in the order of the file, as the characters do.</summary>
    /// <returns>True when its value isn't known: it has a placeholder in it.</returns>
    public bool Read(int start, int end, string value)
    {
        for (; _next < _characters.Count && _characters[_next].Start < end; _next++)
        {
            if (_characters[_next].Start < start) _betweenTexts.Add(_characters[_next]);
        }

        return value.Contains("${", StringComparison.Ordinal) || _placeholders.Exists(slip => slip.Start >= start && slip.Start < end);
    }

    private IEnumerable<Slip> Mended => _betweenTexts.Concat(_characters.Skip(_next));

    private void MendLine(int start, ReadOnlySpan<char> line)
    {
        var indent = line.IndexOfAnyExcept(" \u00A0");
        if (indent < 0) return;
        MendSpaces(start, line[..indent]);
        if (Typography.IsDash(line[indent]) && (indent + 1 == line.Length || line[indent + 1] is ' ' or '\u00A0'))
        {
            Mend('-', new(FindingKind.TypographicDash, Typography.DashMessage(line[indent]), Typography.DashHelp, start + indent, start + indent + 1));
            MendSpaces(start + indent + 1, line[(indent + 1)..Math.Min(indent + 2, line.Length)]);
        }

        var comment = line[indent] == '#' ? indent : line.IndexOf(" #", StringComparison.Ordinal);
        var colon = (comment < 0 ? line : line[..comment]).IndexOf(":\u00A0", StringComparison.Ordinal);
        if (colon > 0) MendSpaces(start + colon + 1, line.Slice(colon + 1, 1));
    }

    private void MendSpaces(int start, ReadOnlySpan<char> spaces)
    {
        for (var i = 0; i < spaces.Length; i++)
        {
            if (spaces[i] == '\u00A0') Mend(' ', new(FindingKind.NoBreakSpace, Typography.SpaceMessage, Typography.SpaceHelp, start + i, start + i + 1));
        }
    }

    private void Mend(char meant, Slip slip)
    {
        _text[slip.Start] = meant;
        _characters.Add(slip);
    }
}
