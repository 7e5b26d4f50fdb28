using PromLauncher.Config.Document;

namespace PromLauncher.Config.Placeholders;

/// <summary>
/// Finds the parts of a scalar's value in its source. They are the same text unless the source has escapes or folds lines: then the nth
/// <c>${</c> of the one is the nth of the other, and when that fails too, the scalar's own place serves.
/// </summary>
internal sealed class PlaceholderPlaces
{
    private readonly SourceText _source;
    private readonly ScalarNode _node;
    private readonly int _start;
    private readonly int _end;
    private readonly bool _isSameCount;

    public PlaceholderPlaces(SourceText source, ScalarNode node)
    {
        _source = source;
        _node = node;
        _start = source.CharAt(node.Span.Start);
        _end = source.CharAt(node.Span.End);
        _isSameCount = Count(source.Text.AsSpan(_start, _end - _start)) == Count(node.Value);
    }

    /// <summary>The place of a part that holds <c>${</c>.</summary>
    public TextSpan Of(Part part)
    {
        if (RangeOf(part) is not { } range) return _node.Span;
        return _source.Span(range.Start, range.End);
    }

    /// <summary>Its offsets in the text of the file, or null when they can't be told.</summary>
    public (int Start, int End)? RangeOf(Part part)
    {
        if (!_isSameCount) return null;
        var brace = part.Start + (part.Kind == PartKind.Escape ? 1 : 0);
        var before = Count(_node.Value.AsSpan(0, brace));
        var at = _start;
        for (var i = 0; i <= before; i++)
        {
            var next = _source.Text.AsSpan(at, _end - at).IndexOf("${");
            if (next < 0) return null;
            at += next + (i < before ? 2 : 0);
        }

        var close = _source.Text.AsSpan(at, _end - at).IndexOf('}');
        var end = close < 0 || !part.Text.EndsWith('}') ? _end : at + close + 1;
        return (part.Kind == PartKind.Escape ? at - 1 : at, end);
    }

    private static int Count(ReadOnlySpan<char> text) => text.Count("${");
}
