namespace PromLauncher.Config.Regex;

/// <summary>
/// The parser's stack. Of each finished part it keeps only what RE2's limits need: the copies that nested repeats make of it, its compiled
/// size and its height.
/// </summary>
/// <param name="go">The Go release: the limits on size and height came with security fixes.</param>
internal sealed class Re2Stack(GoRelease go)
{
    /// <summary>Go's <c>maxHeight</c>, since Go 1.16.15, 1.17.8 and 1.18 (CVE-2022-24921).</summary>
    private const int MaxHeight = 1000;

    /// <summary>Go's <c>maxSize</c>: 128 MiB of 40-byte instructions, since Go 1.18.7 and 1.19.2 (CVE-2022-41715).</summary>
    private const long MaxSize = (128 << 20) / 40;

    private readonly List<Part> _parts = [];
    private readonly List<Group> _open = [];
    private bool _tooHigh;
    private bool _tooLarge;

    private enum Kind
    {
        Literal,
        Atom,
        Concat,
        Alternate,
        LeftParen,
        Bar,
    }

    /// <summary>Offset of the group that was closed last, or -1.</summary>
    public int LastClosed { get; private set; } = -1;

    /// <summary>True when only the anchor's own group is still open.</summary>
    public bool OuterIsOpen => _open.Count == 1;

    /// <summary>Offset of the parenthesis that first closed the outermost group, or -1.</summary>
    public int FirstOuterClose { get; private set; } = -1;

    public void PushLiteral(bool foldCase)
    {
        MergeLiterals();
        _parts.Add(new(Kind.Literal, 0, 1, 1, foldCase));
    }

    public void PushAtom()
    {
        MergeLiterals();
        _parts.Add(new(Kind.Atom, 0, 1, 1, false));
    }

    public void Open(int offset, bool captures, bool foldCase)
    {
        MergeLiterals();
        _open.Add(new(offset, captures, foldCase));
        _parts.Add(new(Kind.LeftParen, 0, 0, 0, false));
    }

    public void Bar()
    {
        Collapse(Kind.Concat);
        _parts.Add(new(Kind.Bar, 0, 0, 0, false));
    }

    /// <summary>Ends a group; false when none is open.</summary>
    public bool Close(int offset, out Group group)
    {
        group = default;
        Collapse(Kind.Concat);
        Collapse(Kind.Alternate);
        if (_open.Count == 0) return false;
        group = _open[^1];
        _open.RemoveAt(_open.Count - 1);
        LastClosed = group.Offset;
        if (_open.Count == 0 && FirstOuterClose < 0) FirstOuterClose = offset;
        var inner = _parts[^1];
        _parts.RemoveRange(_parts.Count - 2, 2);
        MergeLiterals();
        Add(group.Captures ? new(Kind.Atom, inner.Copies, inner.Size + 2, inner.Height + 1, false) : inner);
        return true;
    }

    /// <summary>Repeats the top; false when there is nothing to repeat.</summary>
    public bool Repeat(Re2Counts counts, out bool tooMany)
    {
        tooMany = false;
        if (_parts.Count == 0 || _parts[^1].Kind >= Kind.LeftParen) return false;
        var part = _parts[^1];
        _parts.RemoveAt(_parts.Count - 1);
        var copies = part.Copies;
        if (counts.Counted && counts.Max == 0)
        {
            copies = 0;
        }
        else if (counts.Counted)
        {
            var most = counts.Max < 0 ? counts.Min : counts.Max;
            if (most > 0) copies = most * Math.Max(copies, 1);
        }

        tooMany = counts is { Counted: true } && (counts.Min >= 2 || counts.Max >= 2) && copies > Re2Counts.Limit;
        Add(new(Kind.Atom, Math.Min(copies, 1 << 20), Math.Max(1, SizeOf(part.Size, counts)), part.Height + 1, false));
        return true;
    }

    /// <summary>Ends the pattern; false when a group is still open.</summary>
    public bool Finish()
    {
        Collapse(Kind.Concat);
        Collapse(Kind.Alternate);
        return _open.Count == 0;
    }

    /// <summary>The limit that has been exceeded, if the Go release enforces it.</summary>
    public Re2Fault? Limit(int offset)
    {
        if (_tooHigh && go.Minor >= 18) return new(offset, 0, $"the groups and repeats nest deeper than {MaxHeight}", "Use fewer nested groups.");
        if (_tooLarge && go.Minor >= 19) return new(offset, 0, "the compiled pattern is too large", "Repeat less, or a shorter part.");
        return null;
    }

    private static long SizeOf(long size, Re2Counts counts) => counts switch
    {
        { Counted: false, Min: 0, Max: -1 } => 2 + size,
        { Counted: false } => 1 + size,
        { Max: -1, Min: 0 } => 2 + size,
        { Max: -1 } => 1 + (counts.Min * size),
        _ => (counts.Max * size) + (counts.Max - counts.Min),
    };

    /// <summary>Combines all parts above the last bar (concatenation) or the last parenthesis (alternation).</summary>
    private void Collapse(Kind kind)
    {
        if (kind == Kind.Concat) MergeLiterals();
        var from = _parts.Count;
        while (from > 0 && _parts[from - 1].Kind != Kind.LeftParen && (kind == Kind.Alternate || _parts[from - 1].Kind != Kind.Bar)) from--;
        var count = 0;
        var all = new Part(kind, 0, 0, 0, false);
        for (var i = from; i < _parts.Count; i++)
        {
            var part = _parts[i];
            if (part.Kind == Kind.Bar) continue;
            count++;
            // Like within like is flattened, as Go does: a concatenation has no concatenation for a child.
            all = all with
            {
                Copies = Math.Max(all.Copies, part.Copies),
                Size = all.Size + part.Size,
                Height = Math.Max(all.Height, part.Kind == kind ? part.Height : part.Height + 1),
            };
        }

        if (count == 1)
        {
            all = _parts[from];
        }
        else
        {
            if (kind == Kind.Alternate) all = all with { Size = all.Size + count - 1 };
            all = all with { Size = Math.Max(1, all.Size), Height = Math.Max(1, all.Height), Kind = count == 0 ? Kind.Atom : kind };
        }

        _parts.RemoveRange(from, _parts.Count - from);
        Add(all);
    }

    /// <summary>Two literals below the top become one text, so that only the last character is repeated.</summary>
    private void MergeLiterals()
    {
        if (_parts.Count < 2 || _parts[^1].Kind != Kind.Literal || _parts[^2].Kind != Kind.Literal || _parts[^1].FoldCase != _parts[^2].FoldCase) return;
        _parts[^2] = _parts[^2] with { Size = _parts[^2].Size + _parts[^1].Size };
        _parts.RemoveAt(_parts.Count - 1);
    }

    private void Add(Part part)
    {
        _tooHigh |= part.Height > MaxHeight;
        _tooLarge |= part.Size > MaxSize;
        _parts.Add(part);
    }

    /// <summary>An open group.</summary>
    /// <param name="Offset">Offset of its parenthesis.</param>
    /// <param name="Captures">False for <c>(?:…)</c> and the like.</param>
    /// <param name="FoldCase">The case flag to return to at its end.</param>
    internal readonly record struct Group(int Offset, bool Captures, bool FoldCase);

    private readonly record struct Part(Kind Kind, long Copies, long Size, int Height, bool FoldCase);
}
