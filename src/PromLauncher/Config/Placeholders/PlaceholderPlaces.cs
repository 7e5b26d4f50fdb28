using PromLauncher.Config.Document;

namespace PromLauncher.Config.Placeholders;

/// <summary>
/// Finds the parts of a scalar's value in its source; they must be requested in order. Source and value are the same text unless the source has escapes or
/// folded lines: then the nth <c>${</c> of one is the nth of the other, and when that fails too, the place of the scalar is used.
/// </summary>
internal sealed class PlaceholderPlaces
{
    private readonly SourceText _source;
    private readonly ScalarNode _node;
    private readonly int _end;
    private readonly bool _isSameCount;

    // After the last "${" that was passed in each text: both are walked once, however many placeholders there are.
    private int _valueAt;
    private int _sourceAt;

    public PlaceholderPlaces(SourceText source, ScalarNode node)
    {
        _source = source;
        _node = node;
        _sourceAt = source.CharAt(node.Span.Start);
        _end = source.CharAt(node.Span.End);
        _isSameCount = source.Text.AsSpan(_sourceAt, _end - _sourceAt).Count("${") == node.Value.AsSpan().Count("${");
    }

    /// <summary>The place of a part that holds <c>${</c>.</summary>
    public TextSpan Of(Part part)
    {
        if (RangeOf(part) is not { } range) return _node.Span;
        return _source.Span(range.Start, range.End);
    }

    /// <summary>Its offsets in the text of the file, or null when they can't be determined.</summary>
    public (int Start, int End)? RangeOf(Part part)
    {
        if (!_isSameCount) return null;
        var brace = part.Start + (part.Kind == PartKind.Escape ? 1 : 0);
        int at;
        do
        {
            at = _source.Text.IndexOf("${", _sourceAt, _end - _sourceAt, StringComparison.Ordinal);
            var passed = _node.Value.IndexOf("${", _valueAt, StringComparison.Ordinal);
            if (at < 0 || passed < 0) return null;
            (_sourceAt, _valueAt) = (at + 2, passed + 2);
        }
        while (_valueAt <= brace);

        var close = _source.Text.AsSpan(at, _end - at).IndexOf('}');
        var end = close < 0 || !part.Text.EndsWith('}') ? _end : at + close + 1;
        return (part.Kind == PartKind.Escape ? at - 1 : at, end);
    }
}
